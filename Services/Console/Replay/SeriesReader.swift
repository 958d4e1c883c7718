import Foundation
import Mortality

/// Reads `GET /v1/departments/{code}/series`.
struct SeriesReader: Sendable {
    private struct Answer: Decodable {
        struct Day: Decodable {
            let date: String
            let deaths: Int
        }

        let days: [Day]
    }

    /// The most days that one answer covers.
    private static let span = 1_000

    let door: FrontDoor

    /// Reads a department's deaths by day.
    ///
    /// - Throws: `ConsoleError` when the answer is no series.
    func deaths(of department: DepartmentCode, days: ClosedRange<CivilDay>) async throws -> [CivilDay: Int] {
        var deaths: [CivilDay: Int] = [:]
        var first = days.lowerBound
        while true {
            let last = Swift.min(first.advanced(by: Self.span - 1), days.upperBound)
            let path = "/v1/departments/\(department)/series?from=\(first)&to=\(last)"
            let answer = try await self.door.get(path)
            guard answer.status == 200, let series = try? JSONDecoder().decode(Answer.self, from: answer.body) else {
                throw ConsoleError("\(path) answers \(answer.status): \(String(decoding: answer.body.prefix(300), as: UTF8.self))")
            }
            for day in series.days { deaths[try CivilDay(iso: day.date)] = day.deaths }
            guard last < days.upperBound else { return deaths }
            first = last.advanced(by: 1)
        }
    }
}

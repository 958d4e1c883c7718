import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import TestBench

/// The exercise department's current day and communes, as the house tells them.
struct Today {
    private struct Told: Decodable {
        struct Commune: Decodable { let commune: String }
        let date: String
        let communes: [Commune]
    }

    /// YYYY-MM-DD.
    let date: String
    let communes: [String]

    init(house: House) async throws {
        var request = HTTPClientRequest(url: house.url + "/v1/departments/00/communes")
        request.headers.add(name: "Authorization", value: "Bearer \(house.apiKey)")
        let answer = try await HTTPClient.shared.execute(request, timeout: .seconds(20))
        guard answer.status == .ok else { throw BenchError("the exercise department's communes: \(answer.status)") }
        let told = try JSONDecoder().decode(Told.self, from: Data(try await answer.body.collect(upTo: 8 << 20).readableBytesView))
        self.date = told.date
        self.communes = told.communes.map(\.commune)
    }

    /// The days before it, latest first.
    func before(_ count: Int) -> [String] {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let format = Date.ISO8601FormatStyle().year().month().day()
        guard let today = try? format.parse(self.date) else { return [] }
        return (1...count).compactMap { calendar.date(byAdding: .day, value: -$0, to: today)?.formatted(format) }
    }
}

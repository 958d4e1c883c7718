import AccessMatrix
import Foundation
import TestBench
import Testing

/// The tests that ask every route of Ingest and Portal as everybody, in reach and out of it.
@Suite("Isolation: the matrix", .serialized, .enabled(if: House.given != nil, Comment(rawValue: House.absence)), .timeLimit(.minutes(5)))
struct MatrixTests {
    /// The number of cases that are asked at a time.
    private static let atATime = 16

    private let house: House

    init() throws { self.house = try House.required() }

    /// The cases that this house can be asked.
    private func cases() -> [MatrixCase] {
        func has(_ code: String) -> Bool { self.house.hasDepartment(code) || self.house.hasDepartment("all") }
        if !has("56") { print("  only 00 is loaded here: the cases of the other department are skipped") }
        if has("29") { print("  29 is loaded here: the cases of a department that is not are skipped") }
        // Steps of a prime number spread the cases over routes and subjects, so that no throttle meets one of them many times at once.
        let all = MatrixCase.all.filter { ($0.trial.place != .other || has("56")) && ($0.trial.place != .unopened || !has("29")) }
        return all.indices.map { all[$0 * 7_919 % all.count] }.filter { !$0.trial.isLast } + all.filter(\.trial.isLast)
    }

    @Test("Whoever asks whatever, anywhere, is answered as the matrix says")
    func matrix() async throws {
        let cases = self.cases()
        try await MatrixCompany.with(cases, at: self.house) { company in
            let began = ContinuousClock.now
            let asker = MatrixAsker(company: company)
            let first = cases.prefix { !$0.trial.isLast }.count
            var findings = try await Self.ask(cases, 0..<first, asker)
            let untouched = Set(cases.indices.filter { cases[$0].trial.address.contains("{spare}") && !cases[$0].expected.isAllowed })
            let touched = try await company.touched().intersection(untouched)
            findings += touched.map { Finding(one: cases[$0], what: "refused, and done nevertheless") }
            #expect(try await company.bystanders() == ["clerk@commune:00003", "clerk@commune:56121", "national-reader@nation", "session"])
            findings += try await Self.ask(cases, first..<cases.count, asker)
            let took = ContinuousClock.now - began
            print("  \(cases.count) cases in \(took); \(cases.count { $0.expected.isAllowed }) of them are let in")
            #expect(cases.count >= 2_000)
            #expect(took < .seconds(60))
            if !findings.isEmpty { Issue.record("\(findings.count) cases went otherwise:\n\(Self.text(findings))") }
        }
    }

    private struct Finding: Sendable {
        let one: MatrixCase
        let what: String
    }

    /// Asks some of the cases, a bounded number at a time.
    private static func ask(_ cases: [MatrixCase], _ range: Range<Int>, _ asker: MatrixAsker) async throws -> [Finding] {
        try await withThrowingTaskGroup(of: [Finding].self) { group in
            for start in 0..<self.atATime {
                group.addTask {
                    var findings: [Finding] = []
                    for number in stride(from: range.lowerBound + start, to: range.upperBound, by: self.atATime) {
                        if let what = try await self.finding(cases[number], number, asker) { findings.append(Finding(one: cases[number], what: what)) }
                    }
                    return findings
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }

    /// Returns what is wrong with the answer to a case; `nil` when it is as expected.
    private static func finding(_ one: MatrixCase, _ number: Int, _ asker: MatrixAsker) async throws -> String? {
        let answer: MatrixAsker.Answer
        do {
            answer = try await asker.ask(one, number: number)
        } catch {
            return "expected \(one.expected), got no answer: \(error)"
        }
        let target = answer.location.map { String($0.prefix { $0 != "?" }) }
        guard one.expected.statuses.contains(answer.status), one.expected.leadsTo == nil || one.expected.leadsTo == target else {
            let words = String(decoding: answer.body.prefix(100), as: UTF8.self).split(whereSeparator: \.isNewline).joined(separator: " ")
            return "expected \(one.expected), got \(answer.status)\(target.map { " to \($0)" } ?? "") \(words)"
        }
        guard one.expected.isAllowed else { return nil }
        let reds = [Place.own, .other].compactMap { place in asker.company.alerts[place].map { (place.department, $0) } }
        return MatrixReading(one: one, body: answer.body, reds: Dictionary(reds) { $1 }).complaint
    }

    /// Returns how many cases of which routes failed, then a few of each route; forty lines at most.
    private static func text(_ findings: [Finding]) -> String {
        let routes = Dictionary(grouping: findings) { $0.one.route.name }.sorted { $0.key < $1.key }
        let lines = routes.flatMap { route, findings in
            findings.prefix(2).map { "\(route) · \($0.one.subject.name) · \($0.one.trial.place): \($0.what)" }
        }
        return routes.map { "\($0.key): \($0.value.count)" }.joined(separator: "; ") + "\n" + lines.prefix(40).joined(separator: "\n")
    }
}

import Contracts
import Formats
import LiveCopies
import Mortality
import Runtime
import TestBench
import Testing

@testable import MapRendering

/// The tests of valid messages and requests with values that nobody would send: copies that took them are drawn all the same, and requests are
/// answered or refused.
@Suite struct HostileMapsTests {
    @Test("Maps of hostile counts and judgements", arguments: 0..<2 as Range<UInt64>) func maps(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let (morbihan, today) = (try Given.morbihan, try Given.today())
        let counts = try Wire.encode(
            CountsChange(
                department: morbihan,
                cells: try (1...3).map { CellCount(commune: try Given.code($0), day: today, place: .home, cause: .other, deaths: $0, version: 2) },
                reports: try (1...6).map {
                    CommuneReport(commune: try Given.code($0), day: today, declarations: 1, lastReceivedAt: Given.seven, version: 2)
                }, committedAt: Given.seven, correlationIDs: []
            ).message)
        let judged = try Wire.encode(
            AlertChange(
                department: morbihan, assessments: [try #require(try Given.assessments().assessment(of: morbihan, on: today, for: .prefecture))], alerts: [],
                committedAt: Given.seven
            ).message)
        var (replica, assessments) = (try Given.counts(), try Given.assessments())
        var drawn = 0
        for round in 0..<1_200 {
            var (first, second) = (counts, judged)
            WireMutation.apply(to: &first, using: &random)
            WireMutation.apply(to: &second, using: &random)
            if let change = try? CountsChange(try Wire.decode(from: first)) { replica.apply(change) }
            if let change = try? AlertChange(try Wire.decode(from: second)) {
                assessments.apply(department: change.department, change.assessments)
            }
            guard round % 40 == 0 else { continue }
            let answers = try Given.answers(counts: replica, assessments: assessments)
            for indicator in Indicator.allCases {
                let reply = try await answers.render(try Given.request(indicator, .svg), from: Given.everybody)
                #expect(!reply.body.isEmpty)
            }
            drawn += 1
        }
        #expect(drawn == 30)
    }

    @Test("Requests") func requests() async throws {
        var random = SeededGenerator(seed: 9)
        let answers = try Given.answers()
        let good = try Wire.encode(try Given.request(.rate, .svg, width: 300, height: 300))
        var answered = 0
        for _ in 0..<150 {
            var bytes = good
            WireMutation.apply(to: &bytes, using: &random)
            guard let request = try? Wire.decode(Vigie_V1_RenderMapRequest.self, from: bytes) else { continue }
            do {
                _ = try await answers.render(request, from: Given.everybody)
                answered += 1
            } catch {
                #expect(error is RPCFailure || error is Rejection, "\(error)")
            }
        }
        #expect(answered > 0)
    }
}

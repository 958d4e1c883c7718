import Foundation
import Testing

@testable import vigiectl

/// What an analyst types, answered as the golden vectors say (their figures are repeated where they are short).
@Suite struct StatisticsTests {
    private static let golden = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../SurveillanceTests/Golden/statistics.json").standardized

    /// The answer to an object of fields, as JSON says it.
    private func ask(_ method: StatisticsMethod, _ fields: [String: Any]) throws -> [String: [Any]] {
        let file = FileManager.default.temporaryDirectory.appending(path: "statistics-\(UUID()).json")
        defer { try? FileManager.default.removeItem(at: file) }
        try JSONSerialization.data(withJSONObject: fields).write(to: file)
        let answer = try JSONEncoder().encode(try method.answer(try StatisticsInput(file: file.path)))
        return try #require(try JSONSerialization.jsonObject(with: answer) as? [String: [Any]])
    }

    private func known(_ key: String) throws -> Any {
        let all = try JSONSerialization.jsonObject(with: try Data(contentsOf: Self.golden)) as? [String: Any]
        return try #require(all?[key])
    }

    private func expectEqual(_ ours: [Any]?, _ theirs: Any, within tolerance: Double) throws {
        let (ours, theirs) = (try #require(ours as? [Double]), try #require(theirs as? [Double]))
        #expect(ours.count == theirs.count)
        for (a, b) in zip(ours, theirs) { #expect(abs(a - b) <= tolerance) }
    }

    @Test func farringtonAnswers() throws {
        let answer = try self.ask(.farrington, ["counts": try self.known("series_high"), "from": 344, "through": 363])
        let golden = try #require(try self.known("farrington_high_noufaily_nbPlugin") as? [String: Any])
        try self.expectEqual(answer["upperBound"], try #require(golden["upperbound"]), within: 0)
        try self.expectEqual(answer["pValue"], try #require(golden["pvalue"]), within: 3e-6)
    }

    @Test func sumsAnswer() throws {
        let fields: [String: Any] = ["counts": try self.known("glr_x"), "expected": try self.known("glr_mu0"), "window": 0]
        try self.expectEqual(try self.ask(.glr, fields)["value"], try self.known("glrpois_value"), within: 1e-9)
        try self.expectEqual(try self.ask(.cusum, fields)["value"], try self.known("lrcusum_theta_log1.5_value"), within: 1e-9)
    }

    @Test func smallAreasAnswer() throws {
        let answer = try self.ask(
            .smooth,
            ["counts": try self.known("eb_cases"), "expected": try self.known("eb_pop"), "neighbours": try self.known("eblocal_nb_rook_3x4_0based")])
        try self.expectEqual(answer["global"], try self.known("ebest"), within: 1e-11)
        #expect(answer["exceedance"] == nil)
        let exceedances = try self.ask(.smooth, ["counts": [4, 40, 1], "expected": [4, 10, 8], "ratio": 1.25])["exceedance"] as? [Double]
        #expect(try #require(exceedances).allSatisfy { (0...1).contains($0) })
        #expect(try #require(exceedances)[1] > 0.95)
        try self.expectEqual(answer["local"], try self.known("eblocal"), within: 1e-11)
        try self.expectEqual(try self.ask(.bh, ["values": try self.known("bh_p")])["benjaminiYekutieli"], try self.known("by_adj"), within: 1e-11)
    }

    @Test func delaysAnswer() throws {
        let answer = try self.ask(.nowcast, ["triangle": try self.known("nowcast_triangle")])
        try self.expectEqual(answer["nowcast"], try self.known("nowcast_point_zero_handled"), within: 1e-12)
    }

    @Test func earsAnswers() throws {
        let answer = try self.ask(.ears, ["counts": try self.known("ears_sparse"), "baseline": 7, "minimumDeviation": 0.5])
        let golden = try #require(try self.known("ears_sparse_C1_minSigma0.5") as? [String: Any])
        let bounds = try #require(golden["upperbound"] as? [Double])
        try self.expectEqual(answer["upperBound"]?.suffix(bounds.count), bounds, within: 1e-10)
        #expect(throws: ConsoleError.self) { try self.ask(.ears, ["counts": [1, 2], "method": "C9"]) }
    }

    @Test func momoAnswers() throws {
        let times = (0..<60).map(Double.init)
        let answer = try self.ask(
            .momo, ["times": times, "counts": times.map { _ in 40.0 }, "at": [60.0], "observed": [40.0], "trend": false])
        try self.expectEqual(answer["expected"], [40.0], within: 1e-6)
        try self.expectEqual(answer["zScore"], [0.0], within: 1e-6)
    }

    @Test func scansAnswer() throws {
        let answer = try self.ask(
            .scan,
            [
                "matrix": [[0, 1, 1], [1, 0, 1], [0, 9, 8]], "expectedMatrix": [[1, 1, 1], [1, 1, 1], [1, 1, 1]], "x": [0, 10, 11],
                "y": [0, 0, 0], "method": "expectationBased", "longest": 2, "replicates": 99,
            ])
        #expect(answer["members"] as? [[Int]] == [[1, 2]])
        #expect(answer["duration"] as? [Double] == [1])
        #expect(answer["pValue"] as? [Double] == [0.01])
        #expect(((answer["tailPValue"] as? [Double])?.first ?? 1) < 0.01)
    }

    @Test func sequentialScansAnswer() throws {
        let fields: [String: Any] = [
            "matrix": [[1, 2, 1], [2, 1, 1], [1, 1, 2]], "x": [0, 10, 11], "y": [0, 0, 0], "longest": 2, "sequential": true, "enough": 5,
            "centres": [1],
        ]
        let p = try #require((try self.ask(.scan, fields)["pValue"] as? [Double])?.first)
        #expect(abs(5 / p - (5 / p).rounded()) < 1e-9)
        #expect(throws: (any Error).self) { try self.ask(.scan, fields.merging(["enough": 0]) { $1 }) }
    }

    @Test func detectableRatiosAnswer() throws {
        let answer = try self.ask(.power, ["means": [6, 125]])
        try self.expectEqual(answer["detectableRatio"], [2.84, 1.33], within: 0.01)
        try self.expectEqual(try self.ask(.power, ["means": [6], "dispersion": 1.5])["detectableRatio"], [3.56], within: 0.01)
    }

    @Test func whatIsMissingIsNamed() throws {
        for method in StatisticsMethod.allCases {
            #expect(throws: ConsoleError.self) { try self.ask(method, [:]) }
        }
        #expect(throws: ConsoleError.self) { try StatisticsInput(file: "/nowhere.json") }
        #expect(throws: ConsoleError.self) { try self.ask(.farrington, ["counts": [1, 2], "from": -1, "through": 9]) }
    }
}

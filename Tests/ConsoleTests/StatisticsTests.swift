import Foundation
import Mortality
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
        let fields: [String: Any] = ["counts": try self.known("glr_x"), "expected": try self.known("glr_mu0")]
        try self.expectEqual(try self.ask(.glr, fields.merging(["window": 0]) { $1 })["value"], try self.known("glrpois_value"), within: 1e-9)
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

    /// What is said of a question that is refused.
    private func refusal(_ method: StatisticsMethod, _ fields: [String: Any]) throws -> String {
        do {
            _ = try self.ask(method, fields)
        } catch {
            return "\(error)"
        }
        Issue.record("\(method) took \(fields.keys.sorted())")
        return ""
    }

    @Test func weeksAreFoundByTheirDates() throws {
        let counts = (0..<400).map { (week: Int) -> Int in 300 + week * 7 % 31 + (week % 52 == 51 ? 90 : 0) }
        let first = try CivilDay(iso: "2011-01-03")
        let dates = counts.indices.map { first.advanced(by: 7 * $0).description }
        let answer = try self.ask(.farrington, ["counts": counts, "dates": dates, "from": 380, "through": 399])
        #expect(answer["date"] as? [String] == Array(dates[380...399]))
        let without = try self.ask(.farrington, ["counts": counts, "from": 380, "through": 399])
        #expect(without["date"] == nil)
        // The fifth year's weeks are others by date than by number.
        #expect(answer["expected"] as? [Double] != without["expected"] as? [Double])
        // A week that is missing moves nothing.
        let kept = counts.indices.filter { $0 != 100 }
        let broken = try self.ask(
            .farrington, ["counts": kept.map { counts[$0] }, "dates": kept.map { dates[$0] }, "from": 398, "through": 398])
        #expect(broken["date"] as? [String] == [dates[399]])
        let (whole, some) = (try #require(answer["expected"]?.last as? Double), try #require(broken["expected"]?.last as? Double))
        #expect(abs(whole - some) < 0.01 * whole)
        let daily = try self.ask(
            .farrington,
            ["counts": (0..<2_200).map { 40 + $0 % 7 }, "dates": (0..<2_200).map { first.advanced(by: $0).description }, "daily": true])
        #expect(abs(try #require(daily["expected"]?.first as? Double) - 301) < 1e-6)
    }

    @Test func datesThatAreNoneAreNamed() throws {
        let counts = [Int](repeating: 3, count: 3)
        let days = ["2019-01-07", "2019-01-14", "2019-01-21"]
        #expect(try self.refusal(.farrington, ["counts": counts, "dates": Array(days.dropLast())]).contains("\"dates\": 2 dates for 3 counts"))
        #expect(try self.refusal(.farrington, ["counts": counts, "dates": [days[0], days[1], "21/01/2019"]]).contains("\"dates\", place 2"))
        #expect(try self.refusal(.farrington, ["counts": counts, "dates": [days[0], days[1], "2019-01-22"]]).contains("2019-01-22"))
        #expect(try self.refusal(.farrington, ["counts": counts, "dates": Array(days.reversed())]).contains("\"dates\""))
        #expect(try self.refusal(.farrington, ["counts": counts, "dates": [1, 2, 3]]).contains("\"dates\", place 0: a text is needed"))
        #expect(try self.refusal(.farrington, ["counts": counts, "dates": days]).contains("2019-01-21: shortHistory"))
    }

    @Test func fieldsThatNobodyTakesAreRefused() throws {
        #expect(try self.refusal(.bh, ["values": [0.1], "value": 3]).contains("there is no field \"value\": bh takes values"))
        #expect(try self.refusal(.ears, ["counts": [1, 2], "Baseline": 7]).contains("there is no field \"Baseline\""))
        #expect(try self.refusal(.bh, ["values": [0.1], "counts": [3]]).contains("bh takes no field \"counts\""))
        #expect(try self.refusal(.scan, ["matrix": [[1]], "x": [0], "y": [0], "enough": 5]).contains("\"enough\""))
        for method in StatisticsMethod.allCases { #expect(!method.fields.isEmpty && Set(method.fields).count == method.fields.count) }
    }

    @Test func aFieldGivenTwiceIsRefused() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "statistics-\(UUID()).json")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(#"{"values":[0.1],"values":[0.9]}"#.utf8).write(to: file)
        #expect {
            try StatisticsInput(file: file.path)
        } throws: {
            "\($0)".contains("\"values\" stands there twice")
        }
    }

    @Test func countsAreWholeNumbers() throws {
        let expected = [1.5, 2, 3]
        for (method, others) in [
            (StatisticsMethod.farrington, [:]), (.ears, [:]), (.cusum, ["expected": expected]), (.glr, ["expected": expected]),
            (.momo, ["times": [1, 2, 3], "at": [4]]), (.smooth, ["expected": expected]),
        ] as [(StatisticsMethod, [String: Any])] {
            for strange in [2.5, -1, 1e9, 1e300] {
                let words = try self.refusal(method, others.merging(["counts": [1, strange, 3]]) { $1 })
                #expect(words.contains("\"counts\", place 1"), "\(method): \(words)")
            }
            #expect(try self.refusal(method, others.merging(["counts": [1, "two", 3]]) { $1 }).contains("\"counts\", place 1: a number is needed"))
            #expect(try self.refusal(method, others.merging(["counts": [1, NSNull(), 3]]) { $1 }).contains("\"counts\", place 1: a number is needed"))
        }
        let places: [String: Any] = ["x": [0, 1], "y": [0, 1]]
        #expect(try self.refusal(.scan, places.merging(["matrix": [[1, 2], [1, 0.5]]]) { $1 }).contains("\"matrix\", place 1, 1"))
        #expect(try self.refusal(.scan, places.merging(["matrix": [[1, 2], [1]]]) { $1 }).contains("\"matrix\", place 1"))
        #expect(try self.refusal(.nowcast, ["triangle": [[1, 2], [1.5, NSNull()]]]).contains("\"triangle\", place 1, 0"))
        #expect(try self.refusal(.farrington, ["counts": [1, 2, 3], "from": 0.5]).contains("\"from\""))
    }

    @Test func whatIsWrongIsNamed() throws {
        let smooth: [String: Any] = ["counts": [1, 2, 3], "expected": [1, 2, 3]]
        #expect(
            try self.refusal(.smooth, smooth.merging(["neighbours": [[1, 2, 1], [0], [0]]]) { $1 }).contains(
                "\"neighbours\", place 0, 2: area 1 is named twice"))
        #expect(try self.refusal(.smooth, smooth.merging(["neighbours": [[1], [1], [0]]]) { $1 }).contains("\"neighbours\", place 1, 0"))
        #expect(try self.refusal(.smooth, smooth.merging(["neighbours": [[1], [3], [0]]]) { $1 }).contains("no area 3"))
        #expect(try self.refusal(.smooth, smooth.merging(["neighbours": [[1], [0]]]) { $1 }).contains("\"neighbours\""))
        #expect(try self.refusal(.smooth, smooth.merging(["expected": [1, 0, 3]]) { $1 }).contains("\"expected\", place 1"))
        #expect(try self.refusal(.cusum, smooth.merging(["expected": [1, 2]]) { $1 }).contains("\"expected\""))
        #expect(try self.refusal(.cusum, smooth.merging(["threshold": 0]) { $1 }).contains("\"threshold\""))
        #expect(try self.refusal(.farrington, ["counts": [1, 2], "alpha": 1]).contains("\"alpha\""))
        #expect(try self.refusal(.farrington, ["counts": [1, 2], "years": 0]).contains("\"years\""))
        #expect(try self.refusal(.farrington, ["counts": [] as [Int]]).contains("\"counts\""))
        #expect(try self.refusal(.ears, ["counts": [1, 2], "baseline": 2]).contains("\"baseline\""))
        #expect(try self.refusal(.bh, ["values": [0.5, 1.5]]).contains("\"values\", place 1"))
        #expect(try self.refusal(.power, ["means": [0]]).contains("\"means\", place 0"))
        #expect(try self.refusal(.power, ["means": [6], "dispersion": 0.5]).contains("\"dispersion\""))
        let scan: [String: Any] = ["matrix": [[1, 2], [2, 1]], "x": [0, 1], "y": [0, 1]]
        #expect(try self.refusal(.scan, scan.merging(["centres": [1, 1]]) { $1 }).contains("\"centres\", place 1"))
        #expect(try self.refusal(.scan, scan.merging(["longest": 3]) { $1 }).contains("\"longest\""))
        #expect(try self.refusal(.scan, scan.merging(["expectedMatrix": [[1, 2], [2, 1]]]) { $1 }).contains("\"expectedMatrix\""))
        #expect(try self.refusal(.scan, scan.merging(["method": "populationBased"]) { $1 }).contains("\"expectedMatrix\""))
        #expect(try self.refusal(.scan, scan.merging(["y": [0]]) { $1 }).contains("\"y\""))
    }

    /// Where next to nobody died there is no expectation, rather than one of half a million.
    @Test(arguments: [[3], [3, 4], [3, 4, 5, 6]]) func nextToNoDeathsAreNoBaseline(places: [Int]) throws {
        let times = (0..<260).filter { (week: Int) -> Bool in (15...24).contains(week % 52) || (36...43).contains(week % 52) }
        let counts = times.indices.map { places.contains($0) ? 1 : 0 }
        let words = try self.refusal(.momo, ["times": times, "counts": counts, "at": [290]])
        #expect(words.contains("\"counts\"") && words.contains("separation"))
    }

    @Test func withdrawnReportsAreTaken() throws {
        let answer = try self.ask(.nowcast, ["triangle": [[9, 5, -2, 1], [6, 4, 3, 0], [7, 5, 2, NSNull()], [4, NSNull(), NSNull(), NSNull()]]])
        let settled = try self.ask(.nowcast, ["triangle": [[9, 3, 0, 1], [6, 4, 3, 0], [7, 5, 2, NSNull()], [4, NSNull(), NSNull(), NSNull()]]])
        #expect(answer["nowcast"] as? [Double] == settled["nowcast"] as? [Double])
        #expect(answer["shares"] as? [Double] == settled["shares"] as? [Double])
        #expect(try self.refusal(.nowcast, ["triangle": [[1, -2], [3, 1]]]).contains("\"triangle\", place 0, 1"))
        #expect(try self.refusal(.nowcast, ["triangle": [[1, 2], [NSNull(), 1]]]).contains("\"triangle\", place 1, 1"))
    }

    @Test func recurrenceBeyondWhatCanBeToldIsMoreThanThat() throws {
        let fields: [String: Any] = [
            "matrix": [[0, 1, 1], [1, 0, 1], [0, 900, 800]], "expectedMatrix": [[1, 1, 1], [1, 1, 1], [1, 1, 1]], "x": [0, 10, 11],
            "y": [0, 0, 0], "method": "expectationBased", "longest": 2,
        ]
        #expect(try self.ask(.scan, fields.merging(["replicates": 99]) { $1 })["recurrenceInterval"] as? [String] == ["more than 1000000"])
        #expect(try self.ask(.scan, fields.merging(["replicates": 19]) { $1 })["recurrenceInterval"] as? [String] == ["more than 19"])
    }

    /// As many deaths as there may be, in a moment and a few kilobytes; and what would take hours says what to reduce.
    @Test func scansAreBoundBeforeTheyBegin() throws {
        let fields: [String: Any] = ["matrix": [[200_000_000, 100_000_000], [250_000_000, 250_000_000]], "x": [0, 10], "y": [0, 0], "longest": 1]
        #expect(try self.ask(.scan, fields.merging(["replicates": 99]) { $1 })["pValue"]?.count == 1)
        let many = (0..<20_000).map { Double($0) }
        let wide: [String: Any] = ["matrix": [[Int](repeating: 1, count: 20_000)], "x": many, "y": many]
        #expect(try self.refusal(.scan, wide).contains("smaller radius"))
    }
}

import Surveillance
import Testing

@Suite struct DelayNowcastTests {
    @Test func itAgreesWithItsFormula() throws {
        let triangle = try GoldenFile.matrix("nowcast_triangle")
        let shares = try GoldenFile.numbers("nowcast_cumPi")
        let model = try DelayNowcast(shares: shares, dispersions: shares.map { _ in 4 })
        for (row, point) in zip(triangle, try GoldenFile.numbers("nowcast_point_zero_handled")) {
            let known = row.compactMap(\.self)
            let nowcast = try model.nowcast(known: known.reduce(0, +), delay: known.count - 1)
            #expect(abs(nowcast.total - point) < 1e-12)
            let size = 1 / (1 / (nowcast.known + 1) + 1.0 / 4)
            #expect(abs(nowcast.variance - (nowcast.mean + nowcast.mean * nowcast.mean / size)) < 1e-9)
        }
    }

    @Test(arguments: 1...5) func withoutGapsItIsTheChainLadder(seed: UInt64) throws {
        var simulated = SimulatedDelays(seed: seed)
        let rows = SimulatedDelays.known(simulated.complete(days: 42))
        let model = try DelayNowcast(try DelayTriangle(rows))
        for (ours, ladder) in zip(model.shares, try ReportingDelay(rows).shares) { #expect(abs(ours - ladder) < 1e-12) }
    }

    @Test func whatWasWithdrawnWasNeverKnown() throws {
        #expect(try DelayTriangle([[5, -2, 1]]) == DelayTriangle([[3, 0, 1]]))
        #expect(try DelayTriangle([[2, 2, -3, 4]]) == DelayTriangle([[1, 0, 0, 4]]))
        #expect(try DelayTriangle([[2, nil, -1]]) == DelayTriangle([[1, nil, 0]]))
        #expect(throws: SurveillanceError.self) { try DelayTriangle([[1, -2]]) }
        #expect(throws: SurveillanceError.self) { try DelayTriangle([]) }
        #expect(throws: SurveillanceError.self) { try DelayTriangle([[]]) }
        #expect(throws: SurveillanceError.self) { try DelayTriangle([[1, 2], [1]]) }
        #expect(throws: SurveillanceError.self) { try DelayTriangle([[.nan]]) }
        #expect(throws: SurveillanceError.self) { try DelayTriangle([[1]], kinds: [0, 1]) }
        #expect(throws: SurveillanceError.self) { try DelayTriangle([[1]], kinds: [-1]) }
    }

    @Test func looksMayBeDaysApart() throws {
        var simulated = SimulatedDelays(seed: 3)
        simulated.daily = 200
        let complete = simulated.complete(days: 90)
        // Looked at every third day only: what came between is in the next number.
        let rows: [[Double?]] = SimulatedDelays.known(complete).enumerated().map { day, row in
            var waiting = 0.0
            return row.enumerated().map { delay, count in
                waiting += count ?? 0
                guard count != nil, (day + delay) % 3 == 0 || delay == row.count - 1 else { return nil }
                defer { waiting = 0 }
                return waiting
            }
        }
        let shares = try DelayNowcast(try DelayTriangle(rows)).shares
        var truth = 0.0
        for (share, part) in zip(shares, simulated.delays) {
            truth += part
            #expect(abs(share - truth) < 0.02, "\(share) for \(truth)")
        }
    }

    @Test func tooLittleIsAnErrorUnlessThereIsAWiderStratum() throws {
        var simulated = SimulatedDelays(seed: 4)
        let nation = try DelayNowcast(stratum: try (0..<5).map { _ in try DelayTriangle(SimulatedDelays.known(simulated.complete(days: 42))) })
        let none: [[Double?]] = SimulatedDelays.known(Array(repeating: Array(repeating: 0, count: 15), count: 42))
        simulated.daily = 0.5
        let few = SimulatedDelays.known(simulated.complete(days: 42))
        simulated.daily = 20
        let short = SimulatedDelays.known(simulated.complete(days: 14))
        for rows in [none, few, short, [Array(repeating: nil, count: 15)]] {
            let triangle = try DelayTriangle(rows)
            let error = #expect(throws: SurveillanceError.self) { try DelayNowcast(triangle) }
            #expect(error?.code == .shortHistory)
            let drawn = try DelayNowcast(triangle, wider: nation)
            for (share, wide) in zip(drawn.shares, nation.shares) { #expect(abs(share - wide) < 0.12) }
        }
        let unseen = try DelayNowcast(try DelayTriangle([Array(repeating: nil, count: 15)]), wider: nation)
        for (share, wide) in zip(unseen.shares, nation.shares) { #expect(abs(share - wide) < 1e-12) }
        #expect(unseen.dispersions == nation.dispersions)
        let other = try DelayTriangle([[1, 2, 3]])
        #expect(throws: SurveillanceError.self) { try DelayNowcast(other, wider: nation) }
        #expect(throws: SurveillanceError.self) { try DelayNowcast(stratum: []) }
    }

    @Test func theSameNumbersAreTheSameModel() throws {
        var simulated = SimulatedDelays(seed: 5)
        let model = try DelayNowcast(try DelayTriangle(SimulatedDelays.known(simulated.complete(days: 42)), kinds: (0..<42).map { $0 % 7 }))
        let again = try DelayNowcast(
            shares: model.shares, kindShares: model.kindShares, dispersions: model.dispersions, dependence: model.dependence)
        #expect(again == model)
        #expect(model.kindShares.count == 7)
        #expect(try again.nowcast(known: 3, delay: 2, kind: 6) == model.nowcast(known: 3, delay: 2, kind: 6))
        for shares in [[], [0.5], [0, 1], [0.6, 0.5, 1], [.nan, 1], [0.5, 2]] as [[Double]] {
            #expect(throws: SurveillanceError.self) { try DelayNowcast(shares: shares, dispersions: shares.map { _ in 1 }) }
        }
        #expect(throws: SurveillanceError.self) { try DelayNowcast(shares: [0.5, 1], dispersions: [1]) }
        #expect(throws: SurveillanceError.self) { try DelayNowcast(shares: [0.5, 1], dispersions: [1, 0]) }
        #expect(throws: SurveillanceError.self) { try DelayNowcast(shares: [0.5, 1], kindShares: [[1]], dispersions: [1, 1]) }
        #expect(throws: SurveillanceError.self) { try DelayNowcast(shares: [0.5, 1], dispersions: [1, 1], dependence: 2) }
    }

    @Test func aKindOfDayThatHasNotComeYetIsTheWiderStratums() throws {
        var simulated = SimulatedDelays(seed: 6)
        func triangle(_ days: Int) throws -> DelayTriangle {
            try DelayTriangle(SimulatedDelays.known(simulated.complete(days: days)), kinds: (0..<days).map { $0 % 7 })
        }
        let nation = try DelayNowcast(try triangle(60))
        let new = try DelayNowcast(try triangle(3), wider: nation)
        #expect(new.kindShares.count == 7)
        for (share, wide) in zip(new.kindShares[6], nation.kindShares[6]) { #expect(abs(share - wide) < 0.12) }
        #expect(throws: Never.self) { try new.nowcast(known: 1, delay: 0, kind: 6) }
    }

    @Test func bandsHoldOneAnother() throws {
        for mean in [0, 0.01, 0.4, 3, 50, 4_000] {
            for dispersion in [1, 1.5, 10, 400] {
                let nowcast = try Nowcast(known: 7, mean: mean, variance: mean * dispersion)
                var before = try nowcast.interval(level: 0.001)
                for level in [0.1, 0.5, 0.8, 0.9, 0.99, 0.999] {
                    let band = try nowcast.interval(level: level)
                    #expect(band.lowerBound <= before.lowerBound && band.upperBound >= before.upperBound && band.lowerBound >= 7)
                    before = band
                }
            }
        }
        // Poisson of mean 100: 90 % lie within 1.645 standard deviations.
        let band = try Nowcast(known: 0, mean: 100, variance: 100).interval(level: 0.9)
        #expect(abs(band.lowerBound - 83.5) <= 1 && abs(band.upperBound - 116) <= 1)
        #expect(throws: SurveillanceError.self) { try Nowcast(known: 0, mean: 1, variance: 1).interval(level: 1) }
        #expect(throws: SurveillanceError.self) { try Nowcast(known: 0, mean: .nan, variance: 1) }
        #expect(throws: SurveillanceError.self) { try Nowcast(known: -1, mean: 1, variance: 1) }
    }

    @Test func oddQuestionsAreErrorsAndOldDaysAreComplete() throws {
        let model = try DelayNowcast(shares: [0.25, 1], dispersions: [4, 4])
        #expect(try model.nowcast(known: 3, delay: 1).mean == 0)
        #expect(try model.nowcast(known: 3, delay: 400).interval(level: 0.9) == 3...3)
        #expect(throws: SurveillanceError.self) { try model.nowcast(known: 3, delay: -1) }
        #expect(throws: SurveillanceError.self) { try model.nowcast(known: -3, delay: 0) }
        #expect(throws: SurveillanceError.self) { try model.nowcast(known: .nan, delay: 0) }
        #expect(throws: SurveillanceError.self) { try model.nowcast(known: 3, delay: 0, kind: 0) }
        #expect(throws: SurveillanceError.self) { try model.nowcast(known: 3, delay: 0, level: 0) }
        #expect(throws: SurveillanceError.self) { try NowcastDays([], by: model) }
        #expect(throws: SurveillanceError.self) { try NowcastDays([.init(known: 1, delay: 0, exposure: 0)], by: model) }
    }

    @Test func daysOfOneNightShareTheirDelay() throws {
        let model = try DelayNowcast(shares: [0.25, 0.5, 1], dispersions: [4, 4, 4])
        let days = try NowcastDays([.init(known: 2, delay: 0), .init(known: 6, delay: 1), .init(known: 9, delay: 2)], by: model)
        let apart = days.days.reduce(0) { $0 + $1.variance }
        #expect(days.sum.variance > apart)
        #expect(abs(days.shareOfVariance.reduce(0, +) - days.sum.variance) < 1e-9)
        #expect(abs(days.sum.total - days.days.reduce(0) { $0 + $1.total }) < 1e-9)
        // A day that half as many people reported expects half as many deaths.
        let half = try NowcastDays([.init(known: 0, delay: 0, exposure: 0.5), .init(known: 9, delay: 2)], by: model)
        let whole = try NowcastDays([.init(known: 0, delay: 0), .init(known: 9, delay: 2)], by: model)
        #expect(half.sum.mean < whole.sum.mean)
    }

    @Test(arguments: 1...40) func anyTriangleGivesFiniteFiguresOrAnError(seed: UInt64) throws {
        var random = SplitMix(state: seed)
        func whole(_ most: Int) -> Int { Int(random.unit() * Double(most + 1)) }
        let columns = 1 + whole(9)
        let scale = [1.0, 5, 1_000, 9e8][whole(3)]
        func triangle() throws -> DelayTriangle {
            let rows: [[Double?]] = (0..<(1 + whole(40))).map { _ in
                (0..<columns).map { _ in random.unit() < 0.3 ? nil : (random.unit() < 0.3 ? 0 : (random.unit() * scale).rounded()) }
            }
            return try DelayTriangle(rows, kinds: seed % 2 == 0 ? rows.indices.map { $0 % 3 } : [])
        }
        let wider = try? DelayNowcast(stratum: [try triangle(), try triangle()])
        guard let model = try? DelayNowcast(try triangle(), wider: wider) else { return }
        for delay in 0...columns {
            guard let nowcast = try? model.nowcast(known: Double(whole(50)), delay: delay) else { continue }
            #expect(nowcast.mean.isFinite && nowcast.variance.isFinite && nowcast.mean >= 0 && nowcast.variance >= 0)
            if let band = try? nowcast.interval(level: 0.9) { #expect(band.lowerBound.isFinite && band.upperBound.isFinite) }
        }
        let days = try NowcastDays((0..<columns).map { .init(known: Double($0), delay: $0) }, by: model)
        #expect(days.sum.mean.isFinite && days.sum.variance.isFinite)
    }
}

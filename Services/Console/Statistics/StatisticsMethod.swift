import ArgumentParser
import Surveillance

/// The methods that `vigiectl statistics` computes, by name.
enum StatisticsMethod: String, ExpressibleByArgument, CaseIterable {
    case farrington, ears, cusum, glr, momo, smooth, nowcast, scan, bh, power

    /// The fields that the method takes; every other one is refused.
    var fields: [StatisticsInput.CodingKeys] {
        switch self {
        case .farrington: [.counts, .dates, .from, .through, .alpha, .years, .daily]
        case .ears: [.counts, .method, .baseline, .minimumDeviation]
        case .cusum: [.counts, .expected, .rise, .dispersion, .threshold]
        case .glr: [.counts, .expected, .threshold, .window]
        case .momo: [.times, .counts, .at, .observed, .trend]
        case .smooth: [.counts, .expected, .neighbours, .ratio]
        case .nowcast: [.triangle]
        case .scan:
            [
                .matrix, .x, .y, .method, .expectedMatrix, .longest, .atMost, .radius, .centres, .mostExpected, .clusters, .replicates, .sequential,
                .enough, .seed,
            ]
        case .bh: [.values]
        case .power: [.means, .dispersion, .alpha, .power]
        }
    }

    /// Computes the columns of the answer.
    ///
    /// - Throws: `ConsoleError` for a field that is missing, that the method does not take or that it cannot use, by name;
    ///   `SurveillanceError` for numbers that no answer can be computed from.
    func answer(_ input: StatisticsInput) throws -> [String: StatisticsOutput] {
        try input.checkNames(of: self)
        return switch self {
        case .farrington: try Self.farrington(input)
        case .ears: try Self.ears(input)
        case .cusum: try Self.cusum(input)
        case .glr: try Self.glr(input)
        case .momo: try Self.momo(input)
        case .smooth: try Self.smooth(input)
        case .nowcast: try Self.nowcast(try StatisticsInput.triangle(input.triangle))
        case .scan: try Self.scan(input)
        case .bh: try Self.falseDiscovery(input)
        case .power: try Self.power(input)
        }
    }

    private static func ears(_ input: StatisticsInput) throws -> [String: StatisticsOutput] {
        let counts = try StatisticsInput.counts(input.counts, .counts)
        try StatisticsInput.within(input.baseline, 3...999_999, .baseline)
        try StatisticsInput.within(input.minimumDeviation, 0...1e9, .minimumDeviation)
        let ears = try EARS(baseline: input.baseline ?? 28, minimumDeviation: input.minimumDeviation ?? 0.5)
        let verdicts =
            switch input.method ?? "C1" {
            case "C1": ears.c1(counts)
            case "C2": ears.c2(counts)
            case "C3": try ears.c3(counts)
            case let other: throw ConsoleError("the field \"method\": there is no EARS method \(other): it is C1, C2 or C3")
            }
        return ["upperBound": .numbers(verdicts.map { $0?.upperBound }), "alarm": .flags(verdicts.map { $0?.isAlarm })]
    }

    private static func cusum(_ input: StatisticsInput) throws -> [String: StatisticsOutput] {
        let counts = try StatisticsInput.counts(input.counts, .counts)
        let expected = try StatisticsInput.expected(input.expected, for: counts)
        try StatisticsInput.check((input.rise ?? 1) > 0 && (input.rise ?? 1) < 10, .rise, "a number above 0 and below 10 is needed")
        try StatisticsInput.within(input.dispersion, 0...1e8, .dispersion)
        try StatisticsInput.check((input.threshold ?? 1) > 0, .threshold, "a number above 0 is needed")
        return self.points(
            try CountCUSUM.likelihoodRatio(
                counts, expected: expected, rise: input.rise ?? 0.405465108108164382, dispersion: input.dispersion ?? 0,
                threshold: input.threshold ?? 5))
    }

    private static func glr(_ input: StatisticsInput) throws -> [String: StatisticsOutput] {
        let counts = try StatisticsInput.counts(input.counts, .counts)
        let expected = try StatisticsInput.expected(input.expected, for: counts)
        try StatisticsInput.check((input.threshold ?? 1) > 0, .threshold, "a number above 0 is needed")
        try StatisticsInput.check((input.window ?? 0) >= 0, .window, "a number of days is needed, or 0 for any since the last alarm")
        return self.points(
            try CountCUSUM.generalizedLikelihoodRatio(
                counts, expected: expected, threshold: input.threshold ?? 5, window: input.window == 0 ? nil : input.window ?? 28))
    }

    private static func points(_ points: [CountCUSUM.Point]) -> [String: StatisticsOutput] {
        ["value": .numbers(points.map(\.value)), "alarm": .flags(points.map(\.isAlarm))]
    }

    private static func momo(_ input: StatisticsInput) throws -> [String: StatisticsOutput] {
        let times = try StatisticsInput.numbers(input.times, .times)
        let counts = try StatisticsInput.counts(input.counts, .counts)
        let at = try StatisticsInput.numbers(input.at, .at)
        try StatisticsInput.check(counts.count == times.count, .counts, "\(counts.count) counts for \(times.count) in \"times\"")
        // What is held against the baseline may be corrected for delay: no whole number.
        let observed = try input.observed.map {
            try StatisticsInput.numbers($0, .observed, as: (at.count, .at), where: { $0 >= 0 && $0 < 1e9 }, "negative or too large")
        }
        let model: EuroMOMO
        do {
            model = try EuroMOMO(zip(times, counts).map { EuroMOMO.Observation(time: $0, count: $1) }, hasTrend: input.trend ?? true)
        } catch {
            throw ConsoleError("the field \"counts\": \(error)")
        }
        let expectations = at.map { model.expectation(at: $0) }
        for (place, expectation) in expectations.enumerated() {
            try StatisticsInput.check(expectation.mean > 0, .at, at: [place], "too far from the fitted weeks for their trend to be followed")
        }
        return [
            "expected": .numbers(expectations.map(\.mean)), "standardError": .numbers(expectations.map(\.standardError)),
            "dispersion": .numbers(expectations.map(\.dispersion)), "lower2": .numbers(expectations.map { $0.limit(at: -2) }),
            "upper2": .numbers(expectations.map { $0.limit(at: 2) }),
            "zScore": .numbers(expectations.indices.map { index in observed.flatMap { expectations[index].zScore(of: $0[index]) } }),
        ]
    }

    private static func smooth(_ input: StatisticsInput) throws -> [String: StatisticsOutput] {
        let counts = try StatisticsInput.counts(input.counts, .counts)
        let expected = try StatisticsInput.expected(input.expected, for: counts)
        var answer: [String: StatisticsOutput] = ["global": .numbers(try EmpiricalBayes.global(counts, expected: expected))]
        if let neighbours = input.neighbours {
            let checked = try StatisticsInput.neighbours(neighbours, of: counts.count)
            answer["local"] = .numbers(try EmpiricalBayes.local(counts, expected: expected, neighbours: checked))
        }
        if let ratio = input.ratio {
            try StatisticsInput.check(ratio >= 0, .ratio, "a ratio of 0 or more is needed")
            answer["exceedance"] = .numbers(try EmpiricalBayes.exceedances(counts, expected: expected, over: ratio))
        }
        return answer
    }

    private static func nowcast(_ triangle: [[Double?]]) throws -> [String: StatisticsOutput] {
        let delay = try ReportingDelay(triangle)
        let (bands50, bands90) = (Self.bands(triangle, level: 0.5), Self.bands(triangle, level: 0.9))
        return [
            "shares": .numbers(delay.shares), "nowcast": .numbers(try delay.nowcast(triangle)),
            "lower50": .numbers(bands50.map { $0?.lowerBound }), "upper50": .numbers(bands50.map { $0?.upperBound }),
            "lower90": .numbers(bands90.map { $0?.lowerBound }), "upper90": .numbers(bands90.map { $0?.upperBound }),
        ]
    }

    /// Returns the interval that each day's count will lie in; `nil` for all when the triangle is too short to tell how sure a nowcast is.
    private static func bands(_ triangle: [[Double?]], level: Double) -> [ClosedRange<Double>?] {
        guard let model = try? DelayNowcast(DelayTriangle(triangle)) else { return triangle.map { _ in nil } }
        return triangle.map { row in
            let known = row.compactMap(\.self)
            return try? model.nowcast(known: known.reduce(0, +), delay: known.count - 1).interval(level: level)
        }
    }

    private static func falseDiscovery(_ input: StatisticsInput) throws -> [String: StatisticsOutput] {
        let values = try StatisticsInput.numbers(input.values, .values, where: (0...1).contains, "not from 0 to 1")
        return [
            "benjaminiHochberg": .numbers(try FalseDiscovery.benjaminiHochberg(values)),
            "benjaminiYekutieli": .numbers(try FalseDiscovery.benjaminiYekutieli(values)),
        ]
    }

    private static func power(_ input: StatisticsInput) throws -> [String: StatisticsOutput] {
        let means = try StatisticsInput.numbers(input.means, .means, where: { $0 > 0 && $0 < 1e7 }, "not above 0, or ten millions and more")
        try StatisticsInput.share(input.alpha, .alpha)
        try StatisticsInput.share(input.power, .power)
        try StatisticsInput.check(
            (input.dispersion ?? 1) >= 1 && (input.dispersion ?? 1) < 1e4, .dispersion, "1 or more, and less than ten thousand, is needed")
        let power = try DetectionPower(alpha: input.alpha ?? 0.005, power: input.power ?? 0.8)
        let ratios = try means.map { try power.detectableRatio(mean: $0, dispersion: input.dispersion ?? 1) }
        return ["mean": .numbers(means), "detectableRatio": .numbers(ratios)]
    }
}

import ArgumentParser
import Surveillance

/// The methods that `vigiectl statistics` computes, by name.
enum StatisticsMethod: String, ExpressibleByArgument, CaseIterable {
    case farrington, ears, cusum, glr, momo, smooth, nowcast, scan, bh, power

    /// The columns of the answer.
    ///
    /// - Throws: `ConsoleError` for a field that is missing, `SurveillanceError` for numbers that the method does not take.
    func answer(_ input: StatisticsInput) throws -> [String: StatisticsOutput] {
        switch self {
        case .farrington: try Self.farrington(input)
        case .ears: try Self.ears(input)
        case .cusum:
            Self.points(
                try CountCUSUM.likelihoodRatio(
                    try StatisticsInput.needed(input.counts, "counts"), expected: try StatisticsInput.needed(input.expected, "expected"),
                    rise: input.rise ?? 0.405465108108164382, dispersion: input.dispersion ?? 0, threshold: input.threshold ?? 5))
        case .glr:
            Self.points(
                try CountCUSUM.generalizedLikelihoodRatio(
                    try StatisticsInput.needed(input.counts, "counts"), expected: try StatisticsInput.needed(input.expected, "expected"),
                    threshold: input.threshold ?? 5, window: input.window == 0 ? nil : input.window ?? 28))
        case .momo: try Self.momo(input)
        case .smooth: try Self.smooth(input)
        case .nowcast:
            try Self.nowcast(try StatisticsInput.needed(input.triangle, "triangle"))
        case .scan: try Self.scan(input)
        case .bh: try Self.falseDiscovery(try StatisticsInput.needed(input.values, "values"))
        case .power: try Self.power(input)
        }
    }

    private static func points(_ points: [CountCUSUM.Point]) -> [String: StatisticsOutput] {
        ["value": .numbers(points.map(\.value)), "alarm": .flags(points.map(\.isAlarm))]
    }

    private static func farrington(_ input: StatisticsInput) throws -> [String: StatisticsOutput] {
        let counts = try StatisticsInput.needed(input.counts, "counts")
        var parameters = FarringtonFlexible.Parameters()
        if let alpha = input.alpha { parameters.alpha = alpha }
        if let years = input.years { parameters.years = years }
        let through = input.through ?? counts.count - 1
        let from = input.from ?? through
        guard counts.indices.contains(from), counts.indices.contains(through), from <= through else {
            throw ConsoleError("\"from\" and \"through\" must be places within \"counts\", from 0 to \(counts.count - 1)")
        }
        let detector = FarringtonFlexible(parameters: parameters)
        let isDaily = input.daily ?? false
        let verdicts = try (from...through).map { try isDaily ? detector.judge(daily: counts, at: $0) : detector.judge(counts, at: $0) }
        return [
            isDaily ? "day" : "week": .numbers((from...through).map(Double.init)), "expected": .numbers(verdicts.map(\.expected)),
            "upperBound": .numbers(verdicts.map { Double($0.upperBound) }), "pValue": .numbers(verdicts.map(\.pValue)),
            "dispersion": .numbers(verdicts.map(\.dispersion)), "trend": .flags(verdicts.map(\.hasTrend)),
            "pooled": .flags(verdicts.map(\.isPooled)), "eligible": .flags(verdicts.map(\.isEligible)), "alarm": .flags(verdicts.map(\.isAlarm)),
        ]
    }

    private static func ears(_ input: StatisticsInput) throws -> [String: StatisticsOutput] {
        let counts = try StatisticsInput.needed(input.counts, "counts")
        guard counts.allSatisfy({ $0 >= 0 }) else { throw ConsoleError("\"counts\" holds a negative number") }
        let ears = try EARS(baseline: input.baseline ?? 28, minimumDeviation: input.minimumDeviation ?? 0.5)
        let verdicts =
            switch input.method ?? "C1" {
            case "C1": ears.c1(counts)
            case "C2": ears.c2(counts)
            case "C3": try ears.c3(counts)
            case let other: throw ConsoleError("there is no EARS method \(other): it is C1, C2 or C3")
            }
        return ["upperBound": .numbers(verdicts.map { $0?.upperBound }), "alarm": .flags(verdicts.map { $0?.isAlarm })]
    }

    private static func momo(_ input: StatisticsInput) throws -> [String: StatisticsOutput] {
        let times = try StatisticsInput.needed(input.times, "times")
        let counts = try StatisticsInput.needed(input.counts, "counts")
        let at = try StatisticsInput.needed(input.at, "at")
        guard times.count == counts.count, (input.observed ?? at).count == at.count else {
            throw ConsoleError("\"counts\" must be as long as \"times\", and \"observed\" as long as \"at\"")
        }
        let model = try EuroMOMO(zip(times, counts).map { EuroMOMO.Observation(time: $0, count: $1) }, hasTrend: input.trend ?? true)
        let expectations = at.map { model.expectation(at: $0) }
        return [
            "expected": .numbers(expectations.map(\.mean)), "standardError": .numbers(expectations.map(\.standardError)),
            "dispersion": .numbers(expectations.map(\.dispersion)), "lower2": .numbers(expectations.map { $0.limit(at: -2) }),
            "upper2": .numbers(expectations.map { $0.limit(at: 2) }),
            "zScore": .numbers(expectations.indices.map { index in input.observed.flatMap { expectations[index].zScore(of: $0[index]) } }),
        ]
    }

    private static func smooth(_ input: StatisticsInput) throws -> [String: StatisticsOutput] {
        let counts = try StatisticsInput.needed(input.counts, "counts")
        let expected = try StatisticsInput.needed(input.expected, "expected")
        var answer: [String: StatisticsOutput] = ["global": .numbers(try EmpiricalBayes.global(counts, expected: expected))]
        if let neighbours = input.neighbours {
            answer["local"] = .numbers(try EmpiricalBayes.local(counts, expected: expected, neighbours: neighbours))
        }
        if let ratio = input.ratio {
            answer["exceedance"] = .numbers(try EmpiricalBayes.exceedances(counts, expected: expected, over: ratio))
        }
        return answer
    }

    private static func nowcast(_ triangle: [[Double?]]) throws -> [String: StatisticsOutput] {
        let delay = try ReportingDelay(triangle)
        return ["shares": .numbers(delay.shares), "nowcast": .numbers(try delay.nowcast(triangle))]
    }

    private static func falseDiscovery(_ values: [Double]) throws -> [String: StatisticsOutput] {
        [
            "benjaminiHochberg": .numbers(try FalseDiscovery.benjaminiHochberg(values)),
            "benjaminiYekutieli": .numbers(try FalseDiscovery.benjaminiYekutieli(values)),
        ]
    }

    private static func power(_ input: StatisticsInput) throws -> [String: StatisticsOutput] {
        let means = try StatisticsInput.needed(input.means, "means")
        let power = try DetectionPower(alpha: input.alpha ?? 0.005, power: input.power ?? 0.8)
        let ratios = try means.map { try power.detectableRatio(mean: $0, dispersion: input.dispersion ?? 1) }
        return ["mean": .numbers(means), "detectableRatio": .numbers(ratios)]
    }

    private static func scan(_ input: StatisticsInput) throws -> [String: StatisticsOutput] {
        let counts = try StatisticsInput.needed(input.matrix, "matrix")
        let (x, y) = (try StatisticsInput.needed(input.x, "x"), try StatisticsInput.needed(input.y, "y"))
        guard x.count == y.count else { throw ConsoleError("\"x\" and \"y\" must be of the same length: an area each") }
        guard (0...99_999).contains(input.replicates ?? 999), (1...1_000).contains(input.clusters ?? 1) else {
            throw ConsoleError("\"replicates\" is 0 to 99999, \"clusters\" 1 to 1000")
        }
        let statistic: SpaceTimeScan.Statistic =
            switch input.method ?? "permutation" {
            case "permutation": .permutation
            case "expectationBased": .expectationBased
            case "populationBased": .populationBased
            case let other: throw ConsoleError("there is no scan \(other): it is permutation, expectationBased or populationBased")
            }
        let zones = try ScanZones(
            zip(x, y).map { ScanZones.Point(x: $0, y: $1) }, centres: input.centres, atMost: input.atMost ?? .max, radius: input.radius ?? .infinity)
        let scan = try SpaceTimeScan(
            counts, expected: input.expectedMatrix, zones: zones, longest: input.longest ?? min(28, counts.count), statistic: statistic)
        let sampling = try ScanSampling(
            replicates: input.replicates ?? 999, enough: input.sequential ?? false ? input.enough ?? 10 : nil, seed: input.seed ?? 1)
        let found = scan.clusters(atMost: input.clusters ?? 1, mostExpected: input.mostExpected ?? 1, sampling: sampling)
        return [
            "members": .places(found.map(\.members)), "duration": .numbers(found.map { Double($0.duration) }),
            "observed": .numbers(found.map(\.observed)), "expected": .numbers(found.map(\.expected)), "score": .numbers(found.map(\.score)),
            "pValue": .numbers(found.map(\.pValue)), "tailPValue": .numbers(found.map(\.tailPValue)),
            "recurrenceInterval": .numbers(found.map { $0.recurrenceInterval() }),
        ]
    }
}

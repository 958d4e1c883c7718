import Surveillance

/// The space-time scans.
extension StatisticsMethod {
    static func scan(_ input: StatisticsInput) throws -> [String: StatisticsOutput] {
        let x = try StatisticsInput.numbers(input.x, .x)
        let y = try StatisticsInput.numbers(input.y, .y, as: (x.count, .x))
        let counts = try StatisticsInput.matrix(input.matrix, .matrix, width: x.count, counts: true)
        try StatisticsInput.check(!counts.isEmpty && !x.isEmpty, .matrix, "at least one period of one area is needed")
        let statistic = try self.statistic(input, periods: counts.count, areas: x.count)
        let longest = input.longest ?? min(28, counts.count)
        try StatisticsInput.within(longest, 1...min(32, counts.count), .longest)
        try StatisticsInput.within(input.atMost, 1...Int.max, .atMost)
        try StatisticsInput.check((input.radius ?? 0) >= 0, .radius, "0 km or more are needed")
        try StatisticsInput.check((input.mostExpected ?? 1) > 0 && (input.mostExpected ?? 1) <= 1, .mostExpected, "a share above 0, up to 1, is needed")
        try StatisticsInput.within(input.replicates, 0...99_999, .replicates)
        try StatisticsInput.within(input.clusters, 1...1_000, .clusters)
        try StatisticsInput.within(input.enough, 1...99_999, .enough)
        try StatisticsInput.check(input.enough == nil || input.sequential == true, .enough, "it is of use with \"sequential\": true only")
        var seen: Set<Int> = []
        for (place, centre) in (input.centres ?? []).enumerated() {
            try StatisticsInput.check(x.indices.contains(centre), .centres, at: [place], "there is no area \(centre)")
            try StatisticsInput.check(seen.insert(centre).inserted, .centres, at: [place], "area \(centre) is named twice")
        }
        let zones = try ScanZones(
            zip(x, y).map { ScanZones.Point(x: $0, y: $1) }, centres: input.centres, atMost: input.atMost ?? .max, radius: input.radius ?? .infinity)
        let scan = try SpaceTimeScan(counts, expected: input.expectedMatrix, zones: zones, longest: longest, statistic: statistic)
        // What a seed told once it tells again.
        let sampling = try ScanSampling(
            replicates: input.replicates ?? 999, enough: input.sequential ?? false ? input.enough ?? 10 : nil, seed: input.seed ?? 1, drawing: .byCell)
        let found = try scan.clusters(atMost: input.clusters ?? 1, mostExpected: input.mostExpected ?? 1, sampling: sampling)
        return [
            "members": .places(found.map(\.members)), "duration": .numbers(found.map { Double($0.duration) }),
            "observed": .numbers(found.map(\.observed)), "expected": .numbers(found.map(\.expected)), "score": .numbers(found.map(\.score)),
            "pValue": .numbers(found.map(\.pValue)), "tailPValue": .numbers(found.map(\.tailPValue)),
            "recurrenceInterval": .intervals(found.map { $0.recurrence() }),
        ]
    }

    private static func statistic(_ input: StatisticsInput, periods: Int, areas: Int) throws -> SpaceTimeScan.Statistic {
        let statistic: SpaceTimeScan.Statistic =
            switch input.method ?? "permutation" {
            case "permutation": .permutation
            case "expectationBased": .expectationBased
            case "populationBased": .populationBased
            case let other:
                throw ConsoleError("the field \"method\": there is no scan \(other): it is permutation, expectationBased or populationBased")
            }
        if statistic == .permutation {
            try StatisticsInput.check(input.expectedMatrix == nil, .expectedMatrix, "the permutation scan takes no expectations")
        } else {
            let expected = try StatisticsInput.matrix(input.expectedMatrix, .expectedMatrix, width: areas, counts: false)
            try StatisticsInput.check(expected.count == periods, .expectedMatrix, "\(expected.count) periods for \(periods) in \"matrix\"")
            for (period, rows) in zip(input.matrix ?? [], expected).enumerated() {
                for (area, pair) in zip(rows.0, rows.1).enumerated() {
                    try StatisticsInput.check(pair.0 == 0 || pair.1 > 0, .expectedMatrix, at: [period, area], "nothing is expected where somebody died")
                }
            }
        }
        return statistic
    }
}

import Glibc

/// Looks for the cylinder, a zone and the last periods, with the most surprising number of deaths: Kulldorff's scans
/// (1997, Communications in Statistics 26:1481–96; 2005, PLoS Medicine 2:e59, permutation) and Neill's (2009, Statistics
/// in Medicine, expectation-based).
public struct SpaceTimeScan: Sendable {
    /// The way in which counts are compared with expectations.
    public enum Statistic: Hashable, Sendable {
        /// Counts are compared with what each area and period expects: c ln(c/μ) + μ − c. It sees a rise of everything too.
        case expectationBased
        /// Counts are compared with what is expected, brought to as many deaths in all as there were: c ln(c/μ) + (C − c) ln((C − c)/(C − μ)).
        case populationBased
        /// Counts are compared with the sums of areas and periods alone, without expectations: μ = y_z· y_·t / C. It is blind to a rise of
        /// everything.
        case permutation
    }

    /// The counts by period, the oldest first, then by area.
    public let counts: [[Double]]
    /// The zones in which clusters are looked for.
    public let zones: ScanZones
    /// The way in which the counts are compared with expectations.
    public let statistic: Statistic
    /// How many of the last periods a cluster has at most.
    public let longest: Int
    /// What is expected by period and area; for the permutation scan, of the last periods alone and from the margins.
    let expected: [[Double]]
    let total: Double

    /// Prepares a scan.
    ///
    /// - Parameters:
    ///   - counts: whole numbers, by period, the oldest first, then by area.
    ///   - expected: as many, positive where there are deaths; `nil` for the permutation scan.
    ///   - zones: where clusters are looked for.
    ///   - longest: how many of the last periods a cluster has at most.
    /// - Throws: `invalid` for rows of different lengths, counts that are none, expectations that are not finite.
    public init(
        _ counts: [[Double]], expected: [[Double]]? = nil, zones: ScanZones, longest: Int, statistic: Statistic
    ) throws(SurveillanceError) {
        let width = zones.nearest.count
        guard counts.allSatisfy({ $0.count == width && $0.allSatisfy { $0 >= 0 && $0 < 1e9 && $0 == $0.rounded() } }),
            longest >= 1, longest <= counts.count, longest <= ScanCounts.mostPeriods
        else {
            throw SurveillanceError(
                .invalid, "whole counts by period and area and a longest duration within them, \(ScanCounts.mostPeriods) at most, are needed")
        }
        let total = counts.reduce(0) { $0 + $1.reduce(0, +) }
        guard total < 1e9 else { throw SurveillanceError(.invalid, "fewer than a thousand million deaths are needed") }
        let means: [[Double]]
        switch statistic {
        case .permutation:
            guard expected == nil else { throw SurveillanceError(.invalid, "the permutation scan takes no expectations") }
            var areas = [Double](repeating: 0, count: width)
            for row in counts { for (area, count) in row.enumerated() { areas[area] += count } }
            // Of the earlier periods, nothing but the sums matters.
            means = counts.suffix(longest).map { row in
                let period = row.reduce(0, +)
                return areas.map { total > 0 ? $0 * period / total : 0 }
            }
        case .expectationBased, .populationBased:
            guard let expected, expected.count == counts.count,
                expected.allSatisfy({ $0.count == width && $0.allSatisfy { $0 >= 0 && $0 < 1e9 } }),
                zip(counts, expected).allSatisfy({ zip($0, $1).allSatisfy { $0 == 0 || $1 > 0 } })
            else { throw SurveillanceError(.invalid, "as many expectations as counts are needed, positive where somebody died") }
            let awaited = expected.reduce(0) { $0 + $1.reduce(0, +) }
            let scale = statistic == .populationBased && awaited > 0 ? total / awaited : 1
            guard awaited < 1e9, scale < 1e300 else {
                throw SurveillanceError(.invalid, "expectations of less than a thousand million deaths, and not next to none, are needed")
            }
            means = expected.map { $0.map { $0 * scale } }
        }
        self.counts = counts
        self.expected = means
        self.zones = zones
        self.longest = longest
        self.statistic = statistic
        self.total = total
    }

    /// Finds the strongest clusters that share no area, the strongest first, with p-values from all replicates.
    ///
    /// - Parameters:
    ///   - limit: how many at most.
    ///   - mostExpected: a zone expects at most this share of all of its time.
    ///   - replicates: how often chance is asked for a p-value; 0 for none.
    ///   - seed: the same gives the same p-values.
    /// - Throws: `invalid`, before anything is done, for more than can be done, with what to reduce.
    public func clusters(
        atMost limit: Int = 1, mostExpected: Double = 1, replicates: Int = 0, seed: UInt64 = 1
    ) throws(SurveillanceError) -> [ScanCluster] {
        try self.clusters(atMost: limit, mostExpected: mostExpected, sampling: .all(replicates, seed: seed))
    }

    /// Finds the strongest clusters that share no area, the strongest first. All p-values come from the same replicates: where the strongest
    /// cluster has had enough of them, so has every other.
    ///
    /// - Parameters:
    ///   - limit: how many at most.
    ///   - mostExpected: a zone expects at most this share of all of its time.
    ///   - sampling: how chance is asked for p-values.
    /// - Throws: `invalid`, before anything is done, for more than can be done, with what to reduce.
    public func clusters(
        atMost limit: Int = 1, mostExpected: Double = 1, sampling: ScanSampling
    ) throws(SurveillanceError) -> [ScanCluster] {
        guard self.total > 0 else { return [] }
        try ScanWork(self, sampling.drawing).check(self, clusters: min(limit, self.zones.nearest.count), sampling)
        let cylinders = ScanCylinders(
            expected: self.expected, zones: self.zones, longest: self.longest,
            likelihood: ScanLikelihood(total: self.statistic == .expectationBased ? nil : self.total), mostExpected: mostExpected)
        let recent = self.counts.suffix(self.longest).reduce(0) { $0 + $1.reduce(0, +) }
        let blocks = recent < Double(Int16.max) ? ZoneBlocks<Int16>(cylinders, level: ReplicateMaxima<Int16>.usualLevel) : nil
        var taken: Set<Int> = []
        var chosen: [ScanCylinders.Found] = []
        while chosen.count < limit, let found = self.strongest(cylinders, blocks, without: taken) {
            taken.formUnion(self.zones.nearest[found.centre].prefix(found.size))
            chosen.append(found)
        }
        let chance = chosen.first.map { self.chance(cylinders, blocks, strongest: $0.score, sampling) }
        return chosen.map { found in
            ScanCluster(
                centre: found.centre, members: Array(self.zones.nearest[found.centre].prefix(found.size)), duration: found.duration,
                observed: found.observed, expected: found.expected, score: found.score, pValue: chance?.pValue(of: found.score),
                tailPValue: chance?.tailPValue(of: found.score), replicates: chance?.scores.count ?? 0)
        }
    }

    private func strongest(_ cylinders: ScanCylinders, _ blocks: ZoneBlocks<Int16>?, without taken: Set<Int>) -> ScanCylinders.Found? {
        guard taken.isEmpty, let blocks else { return cylinders.strongest(ScanCounts(self.counts, longest: self.longest), without: taken) }
        return cylinders.strongest(ReplicateCounts(self.counts, longest: self.longest), by: blocks)
    }

    private func chance(
        _ cylinders: ScanCylinders, _ blocks: ZoneBlocks<Int16>?, strongest: Double, _ sampling: ScanSampling
    ) -> ScanChance {
        switch self.statistic {
        case .permutation where sampling.drawing == .perDeath || sampling.drawing == .byWork && ScanWork.isLessPerDeath(self):
            ScanChance(cylinders, blocks, strongest: strongest, sampling, replicates: DateShuffle(self.counts, longest: self.longest))
        case .permutation:
            ScanChance(cylinders, blocks, strongest: strongest, sampling, replicates: CellShuffle(self.counts, longest: self.longest))
        case .populationBased where sampling.drawing == .perDeath:
            ScanChance(
                cylinders, blocks, strongest: strongest, sampling,
                replicates: MultinomialDraw(self.expected, longest: self.longest, total: Int(self.total)))
        case .populationBased:
            ScanChance(
                cylinders, blocks, strongest: strongest, sampling,
                replicates: CellDraw(self.expected, longest: self.longest, total: Int(self.total)))
        case .expectationBased:
            ScanChance(
                cylinders, blocks, strongest: strongest, sampling,
                replicates: PoissonDraw(Array(self.expected.suffix(self.longest)), drawing: sampling.drawing))
        }
    }
}

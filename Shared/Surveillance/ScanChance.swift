/// Asks replicates how probable the scores of clusters are by chance.
struct ScanChance {
    private let sampling: ScanSampling
    /// The highest score of each replicate that was drawn, in the order of drawing.
    private(set) var scores: [Double] = []

    /// Draws replicates, until enough score as high as the strongest cluster.
    ///
    /// - Parameter blocks: for whatever level, where they are made already.
    init(
        _ cylinders: ScanCylinders, _ blocks: ZoneBlocks<Int16>? = nil, strongest: Double, _ sampling: ScanSampling,
        replicates: consuming some ScanReplicates
    ) {
        self.sampling = sampling
        guard sampling.replicates > 0, strongest > 0 else { return }
        // Narrow lanes hold what most scans have, twice as many at once.
        if replicates.most < Int(Int16.max) {
            self.draw(ReplicateMaxima<Int16>(cylinders, blocks), cylinders, strongest, replicates)
        } else {
            self.draw(ReplicateMaxima<Int32>(cylinders), cylinders, strongest, replicates)
        }
    }

    private mutating func draw<Lane>(
        _ maxima: ReplicateMaxima<Lane>, _ cylinders: ScanCylinders, _ strongest: Double, _ replicates: consuming some ScanReplicates
    ) {
        var (maxima, source) = (maxima, replicates)
        var counts = ReplicateCounts<Lane>(areas: cylinders.width, longest: cylinders.longest)
        var random = ReplicateGenerator(seed: self.sampling.seed)
        var exceeding = 0
        while self.scores.count < self.sampling.replicates, exceeding < self.sampling.enough ?? .max {
            source.draw(&random, into: &counts)
            let score = maxima.highest(counts)
            self.scores.append(score)
            if Self.reaches(score, strongest) { exceeding += 1 }
        }
    }

    /// Tells whether a score is as high as a cluster's; what rounding makes of an equal score counts as equal.
    private static func reaches(_ score: Double, _ cluster: Double) -> Bool { score >= cluster * (1 - 1e-12) }

    /// Returns the p-value by Monte Carlo; nothing without replicates.
    func pValue(of cluster: Double) -> Double? {
        guard !self.scores.isEmpty else { return nil }
        var exceeding = 0
        for (index, score) in self.scores.enumerated() where Self.reaches(score, cluster) {
            exceeding += 1
            // A weaker cluster had enough earlier: by itself, drawing would have ended here.
            if exceeding == self.sampling.enough { return Double(exceeding) / Double(index + 1) }
        }
        return Double(1 + exceeding) / Double(1 + self.scores.count)
    }

    /// Returns the p-value by the distribution of the highest scores, where replicates do not resolve it.
    func tailPValue(of cluster: Double) -> Double? {
        guard self.sampling.asksTail, self.scores.count == self.sampling.replicates, self.scores.count >= self.sampling.leastForTail,
            self.scores.count(where: { Self.reaches($0, cluster) }) < ScanSampling.resolved
        else { return nil }
        return GumbelTail(self.scores)?.pValue(of: cluster)
    }
}

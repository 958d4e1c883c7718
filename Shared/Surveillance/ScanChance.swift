/// What replicates say of the scores of clusters.
struct ScanChance {
    private let sampling: ScanSampling
    /// The highest score of each replicate that was drawn, in the order of drawing.
    private(set) var scores: [Double] = []

    /// Draws replicates, until enough score as high as the strongest cluster.
    init(
        _ cylinders: ScanCylinders, strongest: Double, _ sampling: ScanSampling, replicates: consuming some ScanReplicates
    ) {
        self.sampling = sampling
        guard sampling.replicates > 0, strongest > 0 else { return }
        // Nearly all replicates of a department score more than this, and few of their cylinders do: whatever the level, what
        // does not reach it is looked at as the observed counts were, and every score is exact.
        let critical = CriticalCounts(cylinders, level: min(4, strongest / 2))
        var random = ReplicateGenerator(seed: sampling.seed)
        var source = replicates
        var exceeding = 0
        while self.scores.count < sampling.replicates, exceeding < sampling.enough ?? .max {
            let counts = source.next(&random)
            let score = critical.highest(cylinders, counts) ?? cylinders.strongest(counts)?.score ?? 0
            self.scores.append(score)
            if Self.reaches(score, strongest) { exceeding += 1 }
        }
    }

    /// What rounding makes of an equal score is as high.
    private static func reaches(_ score: Double, _ cluster: Double) -> Bool { score >= cluster * (1 - 1e-12) }

    /// By Monte Carlo; nothing without replicates.
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

    /// By the distribution of the highest scores, where replicates do not resolve it.
    func tailPValue(of cluster: Double) -> Double? {
        guard self.sampling.asksTail, self.scores.count == self.sampling.replicates, self.scores.count >= ScanSampling.leastForTail,
            self.scores.count(where: { Self.reaches($0, cluster) }) < ScanSampling.resolved
        else { return nil }
        return GumbelTail(self.scores)?.pValue(of: cluster)
    }
}

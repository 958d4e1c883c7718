/// Estimates how much work a scan would take, before any of it is done.
struct ScanWork {
    /// The most sums of zones by duration that are kept: two gigabytes.
    static let mostSums = 150_000_000.0
    /// The most steps: some ten minutes of one core.
    static let mostSteps = 2e11
    /// The most deaths that are drawn one by one, each of which is kept.
    static let mostDeaths = 50_000_000.0
    /// The most deaths that are drawn one by one where nobody asks for it: as many as a processor keeps near.
    static let mostShuffled = 1_000_000.0

    let zones: Int
    let longest: Int
    /// How many steps one replicate takes to be drawn.
    let drawing: Double

    init(_ scan: SpaceTimeScan, _ drawing: ScanSampling.Drawing) {
        self.zones = scan.zones.nearest.reduce(0) { $0 + $1.count }
        self.longest = scan.longest
        let cells = Double(scan.zones.nearest.count * scan.longest)
        let recent = scan.counts.suffix(scan.longest).reduce(0) { $0 + $1.reduce(0, +) }
        switch (drawing, scan.statistic) {
        case (.perDeath, .permutation): self.drawing = recent
        case (.byWork, .permutation) where Self.isLessPerDeath(scan): self.drawing = recent
        case (.perDeath, .populationBased): self.drawing = 10 * scan.total
        case (.perDeath, .expectationBased): self.drawing = scan.expected.suffix(scan.longest).reduce(0) { $0 + $1.reduce(0, +) }
        case (_, .permutation), (_, .populationBased): self.drawing = Self.byCell(cells, recent)
        case (_, .expectationBased): self.drawing = 4 * cells
        }
    }

    /// Estimates the steps of a draw by cell: from a mode outwards, some two deviations in all, each at most the root of the deaths of the
    /// node, by Cauchy and Schwarz.
    private static func byCell(_ cells: Double, _ deaths: Double) -> Double { 4 * cells + 8 * (cells * deaths).squareRoot() }

    /// Tells whether dates are shuffled over deaths with less work death by death than by cell.
    static func isLessPerDeath(_ scan: SpaceTimeScan) -> Bool {
        let recent = scan.counts.suffix(scan.longest).reduce(0) { $0 + $1.reduce(0, +) }
        return scan.total <= Self.mostShuffled && recent <= self.byCell(Double(scan.zones.nearest.count * scan.longest), recent)
    }

    /// Checks that a scan can be done.
    ///
    /// - Throws: `invalid`, with what to reduce, for more than can be done.
    func check(_ scan: SpaceTimeScan, clusters: Int, _ sampling: ScanSampling) throws(SurveillanceError) {
        let sums = Double(self.zones) * Double(max(16, self.longest))
        guard sums <= Self.mostSums else {
            throw SurveillanceError(
                .invalid,
                "\(self.zones) zones of \(self.longest) durations are too many to be kept: fewer areas a zone, a smaller radius, fewer centres or a shorter longest duration are needed"
            )
        }
        guard sampling.drawing != .perDeath || scan.total <= Self.mostDeaths else {
            throw SurveillanceError(.invalid, "\(Int(scan.total)) deaths are too many to be drawn one by one: they are to be drawn by cell")
        }
        // Replicates look at many durations at once, the observed counts at each by itself.
        let looks = Double(self.zones) * Double(ScanCounts.mostPeriods) / 16
        let steps =
            Double(sampling.replicates) * (self.drawing + looks) + Double(max(0, clusters)) * Double(self.zones) * Double(self.longest)
        guard steps <= Self.mostSteps else {
            throw SurveillanceError(
                .invalid,
                "\(sampling.replicates) replicates over \(self.zones) zones and \(Int(scan.total)) deaths would take hours: fewer replicates, clusters, centres or areas a zone, or a smaller radius are needed"
            )
        }
    }
}

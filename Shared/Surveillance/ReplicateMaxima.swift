/// The highest score of one replicate after another, each exact.
///
/// Nearly all replicates score more than some level, and few of their cylinders do. Which level that is, the replicates tell:
/// the higher it is, the longer are blocks of zones; one that does not reach it is looked at as the observed counts are.
struct ReplicateMaxima<Lane: FixedWidthInteger & SIMDScalar> {
    /// After how many replicates the level is raised to what they tell.
    private static var first: Int { 8 }
    /// Which share of the least highest score so far the level is.
    private static var share: Double { 0.85 }
    /// How many times as high a level must be for new blocks to be made: they cost as much as some fifty replicates.
    private static var worthwhile: Double { 1.5 }
    /// The lowest level for which new blocks are worth making.
    private static var leastLevel: Double { 0.05 }

    /// The level that nearly all replicates of a department reach.
    static var usualLevel: Double { 4 }

    private let cylinders: ScanCylinders
    private var blocks: ZoneBlocks<Lane>
    private var least = Double.infinity
    private var seen = 0

    /// Begins without a replicate.
    ///
    /// - Parameter blocks: for whatever level, where they are made already.
    init(_ cylinders: ScanCylinders, _ blocks: ZoneBlocks<Lane>? = nil) {
        self.cylinders = cylinders
        self.blocks = blocks ?? ZoneBlocks(cylinders, level: Self.usualLevel)
    }

    /// Returns the highest score of all cylinders; 0 where none has more than it expects.
    mutating func highest(_ counts: ReplicateCounts<Lane>) -> Double {
        let found = self.blocks.strongest(self.cylinders, counts)
        let score = found?.score ?? self.cylinders.strongest(ScanCounts(counts))?.score ?? 0
        self.seen += 1
        self.least = min(self.least, score)
        let level = self.least * Self.share
        if found == nil ? level > Self.leastLevel : self.seen == Self.first && level > Self.worthwhile * self.blocks.level {
            self.blocks = ZoneBlocks(self.cylinders, level: level)
        }
        return score
    }
}

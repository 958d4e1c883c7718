/// The highest score of one replicate after another, each exact.
///
/// Nearly all replicates score more than some level, and few of their cylinders do. Which level that is, the replicates tell:
/// the higher it is, the longer are blocks of zones; one that does not reach it is looked at as the observed counts are.
struct ReplicateMaxima<Lane: FixedWidthInteger & SIMDScalar> {
    /// After so many replicates the level is raised to what they tell.
    private static var first: Int { 8 }
    /// The level is this share of the least highest score so far.
    private static var share: Double { 0.85 }
    /// A lower level than this is not worth new blocks.
    private static var leastLevel: Double { 0.05 }

    private let cylinders: ScanCylinders
    private var blocks: ZoneBlocks<Lane>
    private var least = Double.infinity
    private var seen = 0

    init(_ cylinders: ScanCylinders, level: Double) {
        self.cylinders = cylinders
        self.blocks = ZoneBlocks(cylinders, level: level)
    }

    /// The highest score of all cylinders; 0 where none has more than it expects.
    mutating func highest(_ counts: ReplicateCounts<Lane>) -> Double {
        let found = self.blocks.highest(self.cylinders, counts)
        let score = found ?? self.cylinders.strongest(ScanCounts(counts))?.score ?? 0
        self.seen += 1
        self.least = min(self.least, score)
        let level = self.least * Self.share
        if found == nil ? level > Self.leastLevel : self.seen == Self.first && level > 1.2 * self.blocks.level {
            self.blocks = ZoneBlocks(self.cylinders, level: level)
        }
        return score
    }
}

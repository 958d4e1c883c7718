/// How many deaths each area has in the last one, two, three … periods.
struct ScanCounts {
    static let mostPeriods = 32

    /// The sums by area, as many lanes each as there may be periods; lane d holds the sum of the last d + 1 periods.
    let sums: [Int32]

    /// Takes the counts of a replicate.
    init<Lane>(_ replicate: ReplicateCounts<Lane>) {
        self.sums = replicate.lanes.flatMap { vector in vector.indices.map { Int32(clamping: vector[$0]) } }
    }

    /// Takes what was observed.
    ///
    /// - Parameter values: whole numbers of less than 2³¹ in all, by period, the oldest first, then by area.
    init(_ values: [[Double]], longest: Int) { self.init(ReplicateCounts<Int32>(values, longest: longest)) }
}

/// What each area has in the last one, two, three … periods.
struct ScanCounts {
    static let mostPeriods = 32

    /// By area, as many lanes each as there may be periods; lane d holds the sum of the last d + 1 periods.
    let sums: [Int32]

    /// What a replicate has.
    init<Lane>(_ replicate: ReplicateCounts<Lane>) {
        self.sums = replicate.lanes.flatMap { vector in vector.indices.map { Int32(clamping: vector[$0]) } }
    }

    /// - Parameter values: whole numbers of less than 2³¹ in all, by period, the oldest first, then by area.
    init(_ values: [[Double]], longest: Int) {
        var counts = ReplicateCounts<Int32>(areas: values.first?.count ?? 0, longest: min(longest, Self.mostPeriods))
        counts.count { cells in
            for (back, row) in values.reversed().prefix(longest).enumerated() {
                for (area, count) in row.enumerated() { cells[area * Self.mostPeriods + back] = Int32(clamping: Int(count)) }
            }
        }
        self.init(counts)
    }
}

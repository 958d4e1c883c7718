/// Holds what each area has in the last one, two, three … periods of a replicate, in lanes as narrow as its deaths allow, and in the same
/// memory from one replicate to the next.
struct ReplicateCounts<Lane: FixedWidthInteger & SIMDScalar> {
    /// How many vectors of eight lanes each area has.
    static var vectors: Int { ScanCounts.mostPeriods / 8 }

    let areas: Int
    let longest: Int
    /// The counts by area: lane d holds the sum of the last d + 1 periods, and lanes beyond the longest duration hold 0.
    private(set) var lanes: [SIMD8<Lane>]

    init(areas: Int, longest: Int) {
        self.areas = areas
        self.longest = longest
        self.lanes = [SIMD8<Lane>](repeating: .zero, count: areas * Self.vectors)
    }

    /// Takes what was observed, by period, the oldest first, then by area: whole numbers of no more in all than a lane holds.
    init(_ values: [[Double]], longest: Int) {
        self.init(areas: values.first?.count ?? 0, longest: min(longest, ScanCounts.mostPeriods))
        self.count { cells in
            for (back, row) in values.reversed().prefix(longest).enumerated() {
                for (area, count) in row.enumerated() { cells[area * ScanCounts.mostPeriods + back] = Lane(clamping: Int(count)) }
            }
        }
    }

    /// Counts a new replicate.
    ///
    /// - Parameter draw: puts deaths of an area in one of the last periods at `area * ScanCounts.mostPeriods + back`, the last
    ///   period being 0 back; all of it is 0 before.
    mutating func count(_ draw: (UnsafeMutablePointer<Lane>) -> Void) {
        let (areas, longest) = (self.areas, self.longest)
        self.lanes.withUnsafeMutableBufferPointer { lanes in
            guard let vectors = lanes.baseAddress else { return }
            lanes.update(repeating: .zero)
            let cells = UnsafeMutableRawPointer(vectors).assumingMemoryBound(to: Lane.self)
            draw(cells)
            for area in 0..<areas {
                let all = vectors + area * Self.vectors
                // Most areas have no deaths.
                guard all[0] | all[1] | all[2] | all[3] != .zero else { continue }
                let row = cells + area * ScanCounts.mostPeriods
                var sum: Lane = 0
                for lane in 0..<longest {
                    sum &+= row[lane]
                    row[lane] = sum
                }
            }
        }
    }
}

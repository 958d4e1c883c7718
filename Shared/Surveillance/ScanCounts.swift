/// What each area has in the last one, two, three … periods.
struct ScanCounts {
    static let mostPeriods = 32

    /// By area, as many lanes each as there may be periods; lane d holds the sum of the last d + 1 periods.
    let sums: [Int32]

    /// - Parameters:
    ///   - recent: by area, in lanes, what each period has, the last period first; whole numbers of less than 2³¹ in all.
    ///   - longest: how many lanes there are numbers in.
    init(recent: consuming [Int32], longest: Int) {
        var sums = recent
        sums.withUnsafeMutableBufferPointer { sums in
            for start in stride(from: 0, to: sums.count, by: Self.mostPeriods) {
                var sum: Int32 = 0
                for lane in start..<(start + min(longest, Self.mostPeriods)) {
                    sum &+= sums[lane]
                    sums[lane] = sum
                }
            }
        }
        self.sums = sums
    }

    /// - Parameter values: whole numbers, by period, the oldest first, then by area.
    init(_ values: [[Double]], longest: Int) {
        let areas = values.first?.count ?? 0
        var recent = [Int32](repeating: 0, count: areas * Self.mostPeriods)
        for (back, row) in values.reversed().prefix(longest).enumerated() {
            for (area, count) in row.enumerated() { recent[area * Self.mostPeriods + back] = Int32(clamping: Int(count)) }
        }
        self.init(recent: recent, longest: longest)
    }
}

/// Zones of a centre, block by block, with the count from which a cylinder in a block could reach a level: what replicates are
/// compared with, whole numbers with whole numbers and once a block instead of once a zone.
///
/// Zones of a centre grow, and so do their counts and what they expect. No zone of a block has more deaths than its last, and
/// none expects less than its first: where the last does not have as many as the first would need for the level, no zone of
/// the block reaches it. The others are looked at one by one, so every score is exact.
struct ZoneBlocks<Lane: FixedWidthInteger & SIMDScalar> {
    /// Up to which expectation critical counts are tabled; larger ones are searched for, each by itself.
    private static var tabled: Int { 4_096 }
    /// How many standard deviations of Poisson's distribution more than it expects would bring a block over the limit, where it ends: the
    /// fewer, the longer are blocks and the more often is one looked into.
    private static var spare: Double { 1.75 }

    struct Strongest {
        var centre: Int
        var zone: Int
        /// The duration, counted from 0.
        var duration: Int
        var observed: Double
        var score: Double
    }

    let level: Double
    private let means: CriticalMeans
    /// The zone that each block begins with, and after the last where it ends.
    private let starts: [Int32]
    /// Where the blocks of each centre begin, and after the last where they end.
    private let centres: [Int32]
    /// The limits by block, in lanes by duration: one less than the critical count of its first zone.
    private let limits: [SIMD8<Lane>]
    /// The place of the vectors of the area that each zone has more than the one before.
    private let places: [Int32]

    init(_ cylinders: ScanCylinders, level: Double) {
        self.level = level
        self.means = CriticalMeans(cylinders.likelihood, level: level)
        let longest = cylinders.longest
        // What rounding makes of an equal score is as high.
        let reached = level * (1 - 1e-12)
        // μ_c by c, made as far as it is needed.
        var largest = [0.0]
        var (starts, centres, limits) = ([Int32](), [Int32(0)], [SIMD8<Lane>]())
        starts.reserveCapacity(cylinders.areas.count / 4)
        limits.reserveCapacity(cylinders.areas.count / 4 * ReplicateCounts<Lane>.vectors)
        let whole = cylinders.whole
        var counts = [Int](repeating: 1, count: longest)
        // Beyond the longest duration there is nothing to be reached.
        var lanes = [Lane](repeating: .max, count: ScanCounts.mostPeriods)
        for (start, end) in zip(cylinders.starts, cylinders.starts.dropFirst()) {
            for duration in counts.indices { counts[duration] = 1 }
            var reach = -1.0
            for zone in start..<end where whole[zone] > reach {
                for duration in 0..<longest {
                    let mean = cylinders.expected[zone * longest + duration]
                    // A critical count is never less than that of a zone before. Where nothing is expected, a later zone of the block may
                    // expect something.
                    var count = counts[duration]
                    while count < Self.tabled, mean > 0 {
                        if count == largest.count {
                            largest.append(Self.largest(count, cylinders.likelihood, reached, after: largest[count - 1]))
                        }
                        if largest[count] >= mean { break }
                        count += 1
                    }
                    counts[duration] = count
                    if count < Self.tabled {
                        lanes[duration] = mean > 0 ? Lane(clamping: count - 1) : 0
                    } else {
                        lanes[duration] = cylinders.likelihood.fewest(scoring: reached, expected: mean).map { Lane(clamping: Int($0) - 1) } ?? .max
                    }
                }
                for first in stride(from: 0, to: ScanCounts.mostPeriods, by: 8) {
                    limits.append(
                        SIMD8(
                            lanes[first], lanes[first + 1], lanes[first + 2], lanes[first + 3], lanes[first + 4], lanes[first + 5], lanes[first + 6],
                            lanes[first + 7]))
                }
                let root = (Self.spare * Self.spare + 4 * Double(lanes[longest - 1])).squareRoot() - Self.spare
                reach = root * root / 4
                starts.append(Int32(zone))
            }
            centres.append(Int32(starts.count))
        }
        starts.append(Int32(cylinders.areas.count))
        self.starts = starts
        self.centres = centres
        self.limits = limits
        self.places = cylinders.areas.map { Int32($0 * ReplicateCounts<Lane>.vectors) }
    }

    private static func largest(_ count: Int, _ likelihood: ScanLikelihood, _ level: Double, after least: Double) -> Double {
        // There are not as many deaths: nobody will ask.
        if let total = likelihood.total, Double(count) > total { return .infinity }
        return likelihood.largestExpected(scoring: level, observed: Double(count), from: least)
    }

    /// Returns the strongest of all cylinders, and of several as strong the first as ``ScanCylinders/strongest(_:without:)`` has it; nothing
    /// when none is above the level.
    func strongest(_ cylinders: ScanCylinders, _ counts: ReplicateCounts<Lane>) -> Strongest? {
        var best = Strongest(centre: 0, zone: -1, duration: 0, observed: 0, score: self.level * (1 - 1e-12))
        counts.lanes.withUnsafeBufferPointer { lanes in
            self.limits.withUnsafeBufferPointer { limits in
                self.places.withUnsafeBufferPointer { places in
                    withUnsafeTemporaryAllocation(of: SIMD8<Lane>.self, capacity: ReplicateCounts<Lane>.vectors) { sums in
                        guard let lanes = lanes.baseAddress, let limits = limits.baseAddress, let places = places.baseAddress,
                            let sums = sums.baseAddress
                        else { return }
                        for centre in 0..<(self.centres.count - 1) {
                            var (a, b, c, d) = (SIMD8<Lane>.zero, SIMD8<Lane>.zero, SIMD8<Lane>.zero, SIMD8<Lane>.zero)
                            for block in Int(self.centres[centre])..<Int(self.centres[centre + 1]) {
                                let zones = Int(self.starts[block])..<Int(self.starts[block + 1])
                                for zone in zones {
                                    let area = lanes + Int(places[zone])
                                    a &+= area[0]
                                    b &+= area[1]
                                    c &+= area[2]
                                    d &+= area[3]
                                }
                                let limit = limits + block * ReplicateCounts<Lane>.vectors
                                // Negative where the count is above: neither a branch nor a comparison is in the way of vectors.
                                let over = (limit[0] &- a) | (limit[1] &- b) | (limit[2] &- c) | (limit[3] &- d)
                                guard over.min() < 0 else { continue }
                                (sums[0], sums[1], sums[2], sums[3]) = (a, b, c, d)
                                if self.look(
                                    into: zones, cylinders, Self.scalars(sums), over: Self.scalars(limit), Self.scalars(lanes), places, &best)
                                {
                                    best.centre = centre
                                }
                            }
                        }
                    }
                }
            }
        }
        return best.zone < 0 ? nil : best
    }

    private static func scalars(_ vectors: UnsafePointer<SIMD8<Lane>>) -> UnsafePointer<Lane> {
        UnsafeRawPointer(vectors).assumingMemoryBound(to: Lane.self)
    }

    /// Tells whether one of a block's cylinders is stronger than the strongest so far, and puts it in its place then.
    @inline(never)
    private func look(
        into zones: Range<Int>, _ cylinders: ScanCylinders, _ sums: UnsafePointer<Lane>, over limits: UnsafePointer<Lane>,
        _ lanes: UnsafePointer<Lane>, _ places: UnsafePointer<Int32>, _ best: inout Strongest
    ) -> Bool {
        var isStronger = false
        var rung = self.means.rung(below: best.score)
        for duration in 0..<cylinders.longest where sums[duration] > limits[duration] {
            let share = cylinders.shares[duration]
            guard self.means.isBelow(cylinders.whole[zones.lowerBound] * share, Int(sums[duration]), rung) else { continue }
            // From the last zone back, as long as there are enough deaths. A zone whose area has none is no stronger than the one
            // before.
            var (observed, zone) = (sums[duration], zones.upperBound - 1)
            while observed > limits[duration], zone >= zones.lowerBound {
                let more = lanes[Int(places[zone]) * 8 + duration]
                if more > 0 {
                    if self.means.isBelow(cylinders.whole[zone] * share, Int(observed), rung) {
                        let (count, mean) = (Double(observed), cylinders.expected[zone * cylinders.longest + duration])
                        if cylinders.likelihood.mayExceed(best.score, count, mean) {
                            let score = cylinders.likelihood.score(count, mean)
                            // Of the same strength, a smaller zone of the same block comes first, then a shorter time.
                            if score > best.score || isStronger && score == best.score && (zone, duration) < (best.zone, best.duration) {
                                best = Strongest(centre: 0, zone: zone, duration: duration, observed: count, score: score)
                                isStronger = true
                                rung = self.means.rung(below: score)
                            }
                        }
                    }
                    observed &-= more
                }
                zone -= 1
            }
        }
        return isStronger
    }
}

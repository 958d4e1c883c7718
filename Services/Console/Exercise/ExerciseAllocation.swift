import Mortality

/// Which commune each death of the exercise's past fell to: in proportion to its people, more where there is a hospital.
struct ExerciseAllocation: Sendable {
    let seed: UInt64
    /// The running total of the communes' weights.
    private let bounds: [Double]

    /// - Parameters:
    ///   - populations: of the communes, in order.
    ///   - hospitals: how many of the largest communes have one.
    init(seed: UInt64, populations: [Int], hospitals: Int = 4) {
        self.seed = seed
        let withHospital = Set(populations.indices.sorted { populations[$0] > populations[$1] }.prefix(hospitals))
        var total = 0.0
        self.bounds = populations.enumerated().map { place, people in
            total += Double(people) * (withHospital.contains(place) ? 1.8 : 0.8)
            return total
        }
    }

    /// How many of the day's deaths each commune had, by its place; communes without are left out.
    func allocate(_ deaths: Int, on day: CivilDay) -> [Int: Int] {
        guard let total = self.bounds.last, total > 0 else { return [:] }
        var random = SeededGenerator(self.seed, 7, UInt64(bitPattern: Int64(day.daysSinceEpoch)))
        var counts: [Int: Int] = [:]
        for _ in 0..<deaths {
            let point = random.unit() * total
            var (low, high) = (0, self.bounds.count - 1)
            while low < high {
                let middle = (low + high) / 2
                if self.bounds[middle] > point { high = middle } else { low = middle + 1 }
            }
            counts[low, default: 0] += 1
        }
        return counts
    }
}

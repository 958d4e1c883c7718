import Formats
import Mortality

/// Allocates each death of the exercise's past to a commune: in proportion to its people, and more where there is a hospital.
struct ExerciseAllocation: Sendable {
    let seed: UInt64
    private let draw: WeightedDraw

    /// Makes the weights of the communes.
    ///
    /// - Parameters:
    ///   - populations: of the communes, in order.
    ///   - hospitals: how many of the largest communes have one.
    init(seed: UInt64, populations: [Int], hospitals: Int = 4) {
        self.seed = seed
        let withHospital = Set(populations.indices.sorted { populations[$0] > populations[$1] }.prefix(hospitals))
        self.draw = WeightedDraw(populations.enumerated().map { place, people in Double(people) * (withHospital.contains(place) ? 1.8 : 0.8) })
    }

    /// Returns how many of the day's deaths each commune had, by its place; communes without are left out.
    func allocate(_ deaths: Int, on day: CivilDay) -> [Int: Int] {
        var random = SeededGenerator(self.seed, 7, UInt64(bitPattern: Int64(day.daysSinceEpoch)))
        var counts: [Int: Int] = [:]
        for _ in 0..<deaths {
            guard let place = self.draw.draw(&random) else { return [:] }
            counts[place, default: 0] += 1
        }
        return counts
    }
}

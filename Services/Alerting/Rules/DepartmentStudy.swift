import Judging
import Mortality

/// What the communes of a department declared over more than a year, as the search for clusters reads it. It holds a bit for each day that a
/// commune reported, and the deaths of those communes that had some.
struct DepartmentStudy: Sendable {
    /// What is held of one day.
    struct Day: Sendable {
        let day: CivilDay
        /// Which communes reported of the day, and which had deaths, by the numbers of the declaring communes.
        let told: DeclaredDays.Day
        /// The inhabitants of the communes that reported of the day.
        let population: Int
        /// The revision of the day, which rises with each change of any of the department's days.
        let revision: Int
    }

    /// The days that are kept.
    let days: ClosedRange<CivilDay>
    /// The highest revision that is held.
    private(set) var revision = -1
    /// The communes that have declared at least once, by number.
    private(set) var communes: [CommuneCode] = []
    private var numbers: [CommuneCode: Int] = [:]
    /// The days that each commune reported, a bit for each.
    private var reported: [DayBits] = []
    private var deaths: [CivilDay: [DeclaredDays.Deaths]] = [:]
    private var populations: [CivilDay: Int] = [:]

    init(days: ClosedRange<CivilDay>) { self.days = days }

    /// Adds communes that declare for the first time, then replaces the days that changed. Entries of a commune or day that is not kept are left
    /// out.
    mutating func update(communes: [CommuneCode], days moved: [Day]) {
        let length = self.days.lowerBound.distance(to: self.days.upperBound) + 1
        for commune in communes {
            self.numbers[commune] = self.communes.count
            self.communes.append(commune)
            self.reported.append(DayBits(length: length))
        }
        for one in moved {
            self.revision = max(self.revision, one.revision)
            guard self.days.contains(one.day) else { continue }
            let place = self.days.lowerBound.distance(to: one.day)
            // A day that was not held yet has no bits to take back.
            if self.populations[one.day] != nil { for number in self.reported.indices { self.reported[number].remove(place) } }
            one.told.told.forEach { if self.reported.indices.contains($0) { self.reported[$0].insert(place) } }
            self.populations[one.day] = one.population
            let deaths = one.told.deaths.filter { self.communes.indices.contains($0.place) && $0.count > 0 }
            self.deaths[one.day] = deaths.isEmpty ? nil : deaths
        }
    }

    /// Returns the inhabitants of the communes that reported of a day; `nil` for a day of which nothing is held.
    func population(on day: CivilDay) -> Int? { self.populations[day] }

    /// Returns the number of days within a range that a commune reported.
    func reportedDays(of commune: CommuneCode, from first: CivilDay, through last: CivilDay) -> Int {
        guard let number = self.numbers[commune] else { return 0 }
        let begin = max(first, self.days.lowerBound)
        let end = min(last, self.days.upperBound)
        guard begin <= end else { return 0 }
        return self.reported[number].count(self.days.lowerBound.distance(to: begin)...self.days.lowerBound.distance(to: end))
    }

    /// Returns the deaths of a day, by the numbers of the communes.
    func deaths(on day: CivilDay) -> [DeclaredDays.Deaths] { self.deaths[day] ?? [] }
}

/// A bit for each of some consecutive days.
struct DayBits: Hashable, Sendable {
    private var words: [UInt64]

    init(length: Int) { self.words = [UInt64](repeating: 0, count: (max(0, length) + 63) / 64) }

    mutating func insert(_ place: Int) {
        guard place >= 0, place / 64 < self.words.count else { return }
        self.words[place / 64] |= 1 << UInt64(place % 64)
    }

    mutating func remove(_ place: Int) {
        guard place >= 0, place / 64 < self.words.count else { return }
        self.words[place / 64] &= ~(1 << UInt64(place % 64))
    }

    /// Returns the number of set bits within a range.
    func count(_ range: ClosedRange<Int>) -> Int {
        let (first, last) = (max(0, range.lowerBound), min(range.upperBound, 64 * self.words.count - 1))
        guard first <= last else { return 0 }
        return (first / 64...last / 64).reduce(0) { sum, index in
            var word = self.words[index]
            if index == first / 64 { word &= ~0 << UInt64(first % 64) }
            if index == last / 64 { word &= ~0 >> UInt64(63 - last % 64) }
            return sum + word.nonzeroBitCount
        }
    }
}

import Judging
import Mortality

/// What the communes of a department told over a year and more, as clusters are looked for in it: a bit for each reported day
/// of each commune, deaths only where there are some.
struct DepartmentStudy: Sendable {
    /// What is held of a day.
    struct Day: Sendable {
        let day: CivilDay
        /// Who told of it and whose deaths there were, by the numbers of the communes that declare.
        let told: DeclaredDays.Day
        /// Inhabitants of the communes that told of it.
        let population: Int
        /// Rises with each change of any of the department's days.
        let revision: Int
    }

    /// The days that are kept; others are not.
    let days: ClosedRange<CivilDay>
    /// The newest change that is known of.
    private(set) var revision = -1
    /// The communes that ever declared, by number.
    private(set) var communes: [CommuneCode] = []
    private var numbers: [CommuneCode: Int] = [:]
    /// Of each commune a bit for each day.
    private var reported: [DayBits] = []
    private var deaths: [CivilDay: [DeclaredDays.Deaths]] = [:]
    private var populations: [CivilDay: Int] = [:]

    init(days: ClosedRange<CivilDay>) { self.days = days }

    /// Takes over communes that declare for the first time, then days that moved. What refers to a commune or day that is not
    /// kept is left out.
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
            // A day that was never told of has no bits to take back.
            if self.populations[one.day] != nil { for number in self.reported.indices { self.reported[number].remove(place) } }
            one.told.told.forEach { if self.reported.indices.contains($0) { self.reported[$0].insert(place) } }
            self.populations[one.day] = one.population
            let deaths = one.told.deaths.filter { self.communes.indices.contains($0.place) && $0.count > 0 }
            self.deaths[one.day] = deaths.isEmpty ? nil : deaths
        }
    }

    /// Inhabitants of the communes that told of a day; nothing of a day that nothing is held of.
    func population(on day: CivilDay) -> Int? { self.populations[day] }

    /// On how many days, from one to another, a commune reported.
    func reportedDays(of commune: CommuneCode, from first: CivilDay, through last: CivilDay) -> Int {
        guard let number = self.numbers[commune] else { return 0 }
        let begin = max(first, self.days.lowerBound)
        let end = min(last, self.days.upperBound)
        guard begin <= end else { return 0 }
        return self.reported[number].count(self.days.lowerBound.distance(to: begin)...self.days.lowerBound.distance(to: end))
    }

    /// Deaths of a day, by the numbers of the communes.
    func deaths(on day: CivilDay) -> [DeclaredDays.Deaths] { self.deaths[day] ?? [] }
}

/// A bit for each of some days in a row.
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

    /// How many there are within a range.
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

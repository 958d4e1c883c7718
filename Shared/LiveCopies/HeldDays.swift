import Mortality

/// What is known of a department on one day, in a live copy.
public protocol DayFacts: Sendable {
    /// Nothing is known yet.
    init()
    /// How many bytes it takes, more or less.
    var weight: Int { get }
}

/// The days that a live copy holds: all of its window, and those older ones that were asked for last, up to a weight.
///
/// A pure value. An older day that is being fetched takes part from when its fetch begins: whatever is heard of it meanwhile is
/// merged with what comes, by version, so that it is complete once the fetch is. What is heard of a day that is not held is left
/// out, since the day will be asked for.
public struct HeldDays<Facts: DayFacts>: Sendable {
    private struct Key: Hashable, Sendable {
        let department: DepartmentCode
        let day: CivilDay
    }

    private struct Older: Sendable {
        var facts = Facts()
        /// How much is known; nothing as long as the first fetch is under way.
        var depth: WantedDays.Depth?
        /// How many fetches are under way.
        var fetches = 0
        var lastUse = 0
    }

    /// A fetch of some days of a department.
    struct Fetch: Hashable, Sendable {
        let department: DepartmentCode
        let days: ClosedRange<CivilDay>
        let depth: WantedDays.Depth
        fileprivate let era: Int
    }

    /// The first day of the window.
    private(set) var first: CivilDay
    private let limit: Int
    private var recent: [DepartmentCode: [CivilDay: Facts]] = [:]
    private var older: [Key: Older] = [:]
    /// Rises when all older days are forgotten: fetches from before do not count any more.
    private var era = 0
    private var clock = 0
    /// What older days weigh together.
    private(set) var olderWeight = 0

    /// - Parameters:
    ///   - first: The first day of the window; everything is held from the first day there is.
    ///   - limit: What older days may weigh together.
    init(since first: CivilDay, limit: Int) {
        self.first = first
        self.limit = limit
    }

    /// What is known of a day; nothing where nothing is, or where the day is not held.
    subscript(department: DepartmentCode, day: CivilDay) -> Facts? {
        day >= self.first ? self.recent[department]?[day] : self.older[Key(department: department, day: day)]?.facts
    }

    /// The days of a department that something is known of, in order.
    func days(of department: DepartmentCode) -> [CivilDay] {
        let held = self.older.keys.filter { $0.department == department }.map(\.day)
        return (held + (self.recent[department] ?? [:]).keys).sorted()
    }

    /// Whether a day is held, or being fetched.
    func isKept(_ department: DepartmentCode, _ day: CivilDay) -> Bool {
        day >= self.first || self.older[Key(department: department, day: day)] != nil
    }

    /// Changes what is known of a day.
    ///
    /// - Returns: What `body` answers; nothing, without asking it, for a day that is not kept.
    mutating func update<Answer>(_ department: DepartmentCode, _ day: CivilDay, _ body: (inout Facts) -> Answer) -> Answer? {
        if day >= self.first { return body(&self.recent[department, default: [:]][day, default: Facts()]) }
        guard let index = self.older.index(forKey: Key(department: department, day: day)) else { return nil }
        let before = self.older.values[index].facts.weight
        let answer = body(&self.older.values[index].facts)
        self.olderWeight += self.older.values[index].facts.weight - before
        return answer
    }

    // MARK: Older days

    /// The older days that are wanted and not held, from the first to the last of each department. Those that are held are used by
    /// this.
    mutating func missing(_ wanted: WantedDays) -> [(department: DepartmentCode, days: ClosedRange<CivilDay>)] {
        guard wanted.days.lowerBound < self.first else { return [] }
        self.clock += 1
        let days = CivilDay.days(from: wanted.days.lowerBound, through: min(wanted.days.upperBound, self.first.advanced(by: -1)))
        return wanted.departments.compactMap { department in
            var missing: ClosedRange<CivilDay>?
            for day in days {
                if let index = self.older.index(forKey: Key(department: department, day: day)), let depth = self.older.values[index].depth,
                    depth >= wanted.depth
                {
                    self.older.values[index].lastUse = self.clock
                } else {
                    missing = (missing?.lowerBound ?? day)...day
                }
            }
            return missing.map { (department, $0) }
        }
    }

    /// Begins to fetch days. From here on they are kept up to date.
    mutating func begin(_ department: DepartmentCode, _ days: ClosedRange<CivilDay>, _ depth: WantedDays.Depth) -> Fetch {
        let fetch = Fetch(department: department, days: days, depth: depth, era: self.era)
        for key in self.keys(of: fetch) {
            if self.older[key] == nil {
                let fresh = Older()
                self.olderWeight += fresh.facts.weight
                self.older[key] = fresh
            }
            self.older[key]?.fetches += 1
        }
        return fetch
    }

    /// Notes that all of a fetch has come. Days that were not used for longest make room.
    mutating func finish(_ fetch: Fetch) {
        guard fetch.era == self.era else { return }
        self.clock += 1
        for key in self.keys(of: fetch) {
            guard let index = self.older.index(forKey: key) else { continue }
            self.older.values[index].fetches -= 1
            self.older.values[index].depth = max(self.older.values[index].depth ?? fetch.depth, fetch.depth)
            self.older.values[index].lastUse = self.clock
        }
        self.makeRoom()
    }

    /// Notes that a fetch failed. Days that nothing is known of are held no more.
    mutating func abandon(_ fetch: Fetch) {
        guard fetch.era == self.era else { return }
        for key in self.keys(of: fetch) {
            guard let index = self.older.index(forKey: key) else { continue }
            self.older.values[index].fetches -= 1
            if self.older.values[index].fetches == 0, self.older.values[index].depth == nil { self.drop(key) }
        }
    }

    /// Forgets all older days, as when news of them may have been missed; fetches under way come to nothing.
    mutating func forgetOlder() {
        self.era += 1
        self.older = [:]
        self.olderWeight = 0
    }

    /// Moves the window on: days before its first are held no more. It never moves back.
    mutating func slide(to first: CivilDay) {
        guard first > self.first else { return }
        for department in self.recent.keys { self.recent[department] = self.recent[department]?.filter { $0.key >= first } }
        self.first = first
    }

    private func keys(of fetch: Fetch) -> [Key] {
        CivilDay.days(from: fetch.days.lowerBound, through: fetch.days.upperBound).map { Key(department: fetch.department, day: $0) }
    }

    private mutating func drop(_ key: Key) {
        guard let gone = self.older.removeValue(forKey: key) else { return }
        self.olderWeight -= gone.facts.weight
    }

    /// Drops what was not used for longest, a little more than must be, so that it is seldom done. What this moment used stays.
    private mutating func makeRoom() {
        guard self.olderWeight > self.limit else { return }
        let unused = self.older.filter { $0.value.fetches == 0 && $0.value.lastUse < self.clock }
        for (key, _) in unused.sorted(by: { $0.value.lastUse < $1.value.lastUse }) {
            guard self.olderWeight > self.limit - self.limit / 8 else { return }
            self.drop(key)
        }
    }
}

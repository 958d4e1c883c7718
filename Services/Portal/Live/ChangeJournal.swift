import Mortality

/// What changed, since when: the memory behind live updates.
///
/// For each department it keeps, per kind and day, the sequence number at which each commune last changed. A browser
/// holds one number, the last it has seen, and asks what is newer: a slow browser costs no queue, a burst of changes of
/// one commune is told once, and a browser that comes back after a pause gets just what it missed.
///
/// A pure value, without clock or I/O.
struct ChangeJournal {
    /// What kind of thing changed.
    enum Kind: String, CaseIterable {
        case counts
        case alert
    }

    /// What changed for one kind and one day.
    struct Change: Equatable {
        let kind: Kind
        let day: CivilDay
        /// Municipalities that changed, sorted; empty when the department as a whole did (its level, for instance).
        let communes: [CommuneCode]
    }

    /// What a reader who has seen `since` must be told.
    enum Answer: Equatable {
        /// These changes, oldest day first, and the number to remember.
        case changes([Change], upTo: UInt64)
        /// Older changes were forgotten: the reader must load everything again, then remember the number.
        case reload(upTo: UInt64)
    }

    private struct Key: Hashable {
        let kind: Kind
        let day: CivilDay
    }

    private struct Entry {
        var last: UInt64
        var department: UInt64 = 0
        var communes: [CommuneCode: UInt64] = [:]
    }

    private struct Department {
        var entries: [Key: Entry] = [:]
        /// How many communes its entries name together.
        var marks = 0
        /// Readers who have seen less than this have missed something that was forgotten.
        var floor: UInt64 = 0
    }

    /// How many (kind, day) pairs a department keeps before it forgets the oldest, and how many communes of them.
    private let capacity: Int
    private let mostMarks: Int
    private var departments: [DepartmentCode: Department] = [:]

    /// The number of the last change recorded; 0 before the first.
    private(set) var last: UInt64 = 0

    /// - Parameter mostMarks: A commune of a day costs some thirty bytes: the usual number, over all departments, 12 MB. It is more than
    ///   a week of a department where every commune declares every day; browsers come back after minutes.
    init(capacity: Int = 800, mostMarks: Int = 4_000) {
        self.capacity = max(1, capacity)
        self.mostMarks = max(1, mostMarks)
    }

    /// Records that `communes` changed on `day`; none means that the department as a whole did.
    mutating func record(_ kind: Kind, department: DepartmentCode, day: CivilDay, communes: some Collection<CommuneCode>) {
        self.last += 1
        let key = Key(kind: kind, day: day)
        var kept = self.departments[department, default: Department()]
        var entry = kept.entries[key, default: Entry(last: self.last)]
        entry.last = self.last
        if communes.isEmpty { entry.department = self.last }
        kept.marks -= entry.communes.count
        for commune in communes { entry.communes[commune] = self.last }
        kept.marks += entry.communes.count
        kept.entries[key] = entry
        // What was just recorded stays, however much it is.
        while kept.entries.count > self.capacity || kept.marks > self.mostMarks && kept.entries.count > 1,
            let oldest = kept.entries.min(by: { $0.value.last < $1.value.last })
        {
            kept.entries[oldest.key] = nil
            kept.marks -= oldest.value.communes.count
            kept.floor = max(kept.floor, oldest.value.last)
        }
        self.departments[department] = kept
    }

    /// Records that a department's whole picture may have changed, as after a new snapshot: every reader reloads.
    mutating func forget(_ department: DepartmentCode) {
        self.last += 1
        self.departments[department] = Department(floor: self.last)
    }

    /// What changed in `department` after the change number `since`.
    func changes(in department: DepartmentCode, since: UInt64) -> Answer {
        guard let kept = self.departments[department] else { return .changes([], upTo: self.last) }
        guard since >= kept.floor, since <= self.last else { return .reload(upTo: self.last) }
        let changes = kept.entries.compactMap { key, entry -> Change? in
            guard entry.last > since else { return nil }
            let communes = entry.communes.filter { $0.value > since }.keys.sorted()
            guard !communes.isEmpty || entry.department > since else { return nil }
            return Change(kind: key.kind, day: key.day, communes: communes)
        }
        return .changes(changes.sorted { ($0.day, $0.kind.rawValue) < ($1.day, $1.kind.rawValue) }, upTo: self.last)
    }
}

import Mortality

/// Tells which commune of today each code of the past leads to.
struct Successions: Sendable {
    /// The commune that a code leads to, and since when, as far as INSEE's files say.
    struct End: Hashable, Sendable {
        let successor: CommuneCode?
        let since: CivilDay?
        /// The codes that the land was divided among on its way, where there were several.
        var parts: [CommuneCode] = []
    }

    private let open: Set<CommuneCode>
    private let movements: CodeMovements
    private let passage: CodePassage
    /// The commune that each associated or delegated commune is part of.
    private let parents: [CommuneCode: CommuneCode]

    /// Reads where codes lead from movements, tables and lists.
    ///
    /// - Parameter open: the communes of today.
    init(open: Set<CommuneCode>, movements: CodeMovements, passage: CodePassage, parents: [CommuneCode: CommuneCode]) {
        self.open = open
        self.movements = movements
        self.passage = passage
        self.parents = parents
    }

    /// The codes that the files tell of and that no commune of today bears.
    var codes: Set<CommuneCode> {
        Set(self.movements.steps.keys).union(self.passage.successors.keys).union(self.parents.keys).subtracting(self.open)
    }

    /// Follows a code through all that happened after it ceased, to a commune of today. Movements go first, since they have days; then tables
    /// of passage; then the list of delegated communes.
    func end(of code: CommuneCode) -> End {
        if self.open.contains(code) { return End(successor: code, since: nil) }
        let last = self.movements.last(of: code)
        var seen: Set<CommuneCode> = [code]
        var (place, day) = (code, last?.day)
        var parts: [CommuneCode] = []
        while !self.open.contains(place) {
            let step = place == code ? last : day.flatMap { self.movements.next(of: place, from: $0) } ?? self.movements.last(of: place)
            if parts.isEmpty { parts = step?.parts ?? [] }
            guard let next = step?.successor ?? self.passage.successors[place] ?? self.parents[place], seen.insert(next).inserted else {
                return End(successor: nil, since: last?.day, parts: parts)
            }
            place = next
            if let step { day = max(step.day, day ?? step.day) }
        }
        return End(successor: place, since: last?.day, parts: parts)
    }
}

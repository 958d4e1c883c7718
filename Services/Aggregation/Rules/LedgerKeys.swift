import Mortality

/// What a declaration is known by for ever: the commune that made it and the identifier that it chose.
struct DeclarationKey: Hashable, Sendable {
    let commune: CommuneCode
    let id: DeclarationID
}

extension DeclarationKey: Comparable {
    /// The order in which every transaction locks declarations.
    static func < (left: Self, right: Self) -> Bool {
        left.commune == right.commune ? left.id < right.id : left.commune < right.commune
    }
}

/// One revision of one declaration; it has one content, and any other is a conflict.
struct RevisionKey: Hashable, Sendable {
    let declaration: DeclarationKey
    let revision: Revision
}

/// A refused revision with its content: refused twice, it stands once in the ledger.
struct RefusalKey: Hashable, Sendable {
    let revision: RevisionKey
    let fingerprint: [UInt8]
}

extension Submission {
    var refusalKey: RefusalKey { RefusalKey(revision: self.revisionKey, fingerprint: self.fingerprint) }
}

/// A count: the deaths of one commune on one day, in one kind of place, of one kind of cause.
struct CellKey: Hashable, Sendable {
    /// Never an arrondissement: those count in their commune, so that none is summed twice.
    let municipality: CommuneCode
    let day: CivilDay
    let place: Place
    let cause: Cause
}

extension CellKey: Comparable {
    /// The order in which every transaction locks cells.
    static func < (left: Self, right: Self) -> Bool {
        if left.municipality != right.municipality { return left.municipality < right.municipality }
        if left.day != right.day { return left.day < right.day }
        return (left.place.number, left.cause.number) < (right.place.number, right.cause.number)
    }
}

/// Whether, and how recently, one commune spoke about one day; a zero is a word too.
struct ReportKey: Hashable, Sendable {
    let municipality: CommuneCode
    let day: CivilDay
}

extension ReportKey: Comparable {
    /// The order in which every transaction locks reports.
    static func < (left: Self, right: Self) -> Bool {
        left.municipality == right.municipality ? left.day < right.day : left.municipality < right.municipality
    }
}

import Mortality

/// The permanent identity of a declaration: the commune that made it and the identifier that it chose.
struct DeclarationKey: Hashable, Sendable {
    let commune: CommuneCode
    let id: DeclarationID
}

extension DeclarationKey: Comparable {
    /// Orders declarations as every transaction locks them.
    static func < (left: Self, right: Self) -> Bool {
        left.commune == right.commune ? left.id < right.id : left.commune < right.commune
    }
}

/// The key of one revision of one declaration. A revision has one content; any other that comes under its number is a conflict.
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
    /// The commune, never an arrondissement: the deaths of an arrondissement count in its commune, so that none is summed twice.
    let municipality: CommuneCode
    let day: CivilDay
    let place: Place
    let cause: Cause
}

extension CellKey: Comparable {
    /// Orders cells as every transaction locks them.
    static func < (left: Self, right: Self) -> Bool {
        if left.municipality != right.municipality { return left.municipality < right.municipality }
        if left.day != right.day { return left.day < right.day }
        return (left.place.number, left.cause.number) < (right.place.number, right.cause.number)
    }
}

/// The key of a report, which tells whether and how recently a commune declared anything about a day, zero deaths included.
struct ReportKey: Hashable, Sendable {
    let municipality: CommuneCode
    let day: CivilDay
}

extension ReportKey: Comparable {
    /// Orders reports as every transaction locks them.
    static func < (left: Self, right: Self) -> Bool {
        left.municipality == right.municipality ? left.day < right.day : left.municipality < right.municipality
    }
}

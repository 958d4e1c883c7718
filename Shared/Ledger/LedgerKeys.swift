package import Mortality

/// The permanent identity of a declaration: the commune that made it and the identifier that it chose.
package struct DeclarationKey: Hashable, Sendable {
    package let commune: CommuneCode
    package let id: DeclarationID

    package init(commune: CommuneCode, id: DeclarationID) {
        self.commune = commune
        self.id = id
    }
}

extension DeclarationKey: Comparable {
    /// Orders declarations as every transaction locks them.
    package static func < (left: Self, right: Self) -> Bool {
        left.commune == right.commune ? left.id < right.id : left.commune < right.commune
    }
}

/// The key of one revision of one declaration. A revision has one content; any other that comes under its number is a conflict.
package struct RevisionKey: Hashable, Sendable {
    package let declaration: DeclarationKey
    package let revision: Revision

    package init(declaration: DeclarationKey, revision: Revision) {
        self.declaration = declaration
        self.revision = revision
    }
}

/// A refused revision with its content: refused twice, it stands once in the ledger.
package struct RefusalKey: Hashable, Sendable {
    package let revision: RevisionKey
    package let fingerprint: [UInt8]

    package init(revision: RevisionKey, fingerprint: [UInt8]) {
        self.revision = revision
        self.fingerprint = fingerprint
    }
}

extension Submission {
    package var refusalKey: RefusalKey { RefusalKey(revision: self.revisionKey, fingerprint: self.fingerprint) }
}

/// A count: the deaths of one commune on one day, in one kind of place, of one kind of cause.
package struct CellKey: Hashable, Sendable {
    /// The commune, never an arrondissement: the deaths of an arrondissement count in its commune, so that none is summed twice.
    package let municipality: CommuneCode
    package let day: CivilDay
    package let place: Place
    package let cause: Cause

    package init(municipality: CommuneCode, day: CivilDay, place: Place, cause: Cause) {
        self.municipality = municipality
        self.day = day
        self.place = place
        self.cause = cause
    }
}

extension CellKey: Comparable {
    /// Orders cells as every transaction locks them.
    package static func < (left: Self, right: Self) -> Bool {
        if left.municipality != right.municipality { return left.municipality < right.municipality }
        if left.day != right.day { return left.day < right.day }
        return (left.place.number, left.cause.number) < (right.place.number, right.cause.number)
    }
}

/// The key of a report, which tells whether and how recently a commune declared anything about a day, zero deaths included.
package struct ReportKey: Hashable, Sendable {
    package let municipality: CommuneCode
    package let day: CivilDay

    package init(municipality: CommuneCode, day: CivilDay) {
        self.municipality = municipality
        self.day = day
    }
}

extension ReportKey: Comparable {
    /// Orders reports as every transaction locks them.
    package static func < (left: Self, right: Self) -> Bool {
        left.municipality == right.municipality ? left.day < right.day : left.municipality < right.municipality
    }
}

import Contracts
import Mortality
import Runtime

/// A declaration of a commune with all its revisions, as a town hall sees it.
struct StandingDeclaration: Hashable, Sendable {
    /// The state of a revision. The raw values are those of the API.
    enum State: String, Hashable, Sendable {
        /// The broker holds the revision, and the ledger does not know it yet.
        case received
        case counted
        case superseded
        case withdrawn
        case refused
        case conflict
    }

    struct Revision: Hashable, Sendable {
        let number: Int
        let state: State
        /// The content; `nil` for a revision that is on its way.
        let content: Content?
        let reason: String?
        /// Why the revision was refused, in words; `nil` unless it was.
        let refusal: String?
        let isOnBehalf: Bool
        let receivedAt: Instant?
    }

    /// The content of a revision.
    struct Content: Hashable, Sendable {
        let day: CivilDay
        /// The kind of place; `nil` where nobody died.
        let place: Place?
        let cause: Cause?
        let deaths: Int
        let isWithdrawn: Bool

        /// Returns whether another content gives the same figures for the same day, so that both may be one death told twice.
        func resembles(_ other: Content) -> Bool {
            self.deaths > 0 && other.deaths > 0 && self.day == other.day && self.place == other.place && self.cause == other.cause
        }
    }

    let id: DeclarationID
    let commune: CommuneCode
    /// The state of the revision that holds.
    let state: State
    /// The revisions, ordered by number and then by time; never empty.
    let revisions: [Revision]
    /// The revision that holds, or the last one where none does.
    let current: Revision

    /// Creates a declaration out of its revisions.
    ///
    /// - Parameter number: The revision that stands.
    /// - Returns: Nothing without a revision.
    init?(id: DeclarationID, commune: CommuneCode, state: State, number: Int, revisions: [Revision]) {
        guard let last = revisions.last else { return nil }
        self.id = id
        self.commune = commune
        self.state = state
        self.revisions = revisions
        self.current = revisions.last { $0.number == number && $0.state != .conflict } ?? last
    }

    /// The number that the next revision gets.
    var nextRevision: Int { (self.revisions.map(\.number).max() ?? 0) + 1 }

    /// When the declaration was first received; `nil` where that is not known.
    var madeAt: Instant? { self.revisions.compactMap(\.receivedAt).min() }

    /// The contents that contradict each other under the current number; empty where there is no conflict.
    var contested: [Revision] {
        guard self.state == .conflict else { return [] }
        return self.revisions.filter { $0.number == self.current.number && $0.content != nil }
    }

    /// Whether a person may correct the declaration or take it back. What was refused or withdrawn is declared anew instead.
    var isOpen: Bool { [.counted, .conflict, .received].contains(self.state) && self.current.content != nil }
}

extension StandingDeclaration {
    /// Reads the ledger's reply; `nil` where it has no revision with a valid id.
    ///
    /// - Throws: `ContractError` for a value that this version does not know.
    init?(_ status: Vigie_V1_DeclarationStatus) throws {
        guard let first = status.revisions.first, let id = try? DeclarationID(bytes: Array(first.declaration.id)) else { return nil }
        self.init(
            id: id, commune: try CommuneCode(status.commune), state: try State(status.state), number: Int(status.revision),
            revisions: try status.revisions.map { try Revision($0) })
    }
}

extension StandingDeclaration.Revision {
    /// Reads a record of the ledger. A refused revision may be no valid declaration: as much of it is kept as can be read.
    init(_ record: Vigie_V1_RevisionRecord) throws {
        let declaration = record.declaration
        self.init(
            number: Int(declaration.revision), state: try .init(record.state),
            content: (try? CivilDay(daysSinceEpoch: Int(declaration.day))).map { day in
                StandingDeclaration.Content(
                    day: day, place: Int16(exactly: declaration.place.rawValue).flatMap(Place.init(number:)),
                    cause: Int16(exactly: declaration.cause.rawValue).flatMap(Cause.init(number:)), deaths: Int(declaration.deaths),
                    isWithdrawn: declaration.withdrawn)
            },
            reason: declaration.reason.isEmpty ? nil : declaration.reason, refusal: record.refusal.isEmpty ? nil : record.refusal,
            isOnBehalf: record.onBehalf, receivedAt: Instant(microseconds: record.receivedAtUs))
    }
}

extension StandingDeclaration.State {
    /// Reads a state of the ledger's reply.
    ///
    /// - Throws: `ContractError` for a state that this version does not know.
    init(_ state: Vigie_V1_RevisionState) throws {
        switch state {
        case .counted: self = .counted
        case .superseded: self = .superseded
        case .withdrawn: self = .withdrawn
        case .refused: self = .refused
        case .conflict: self = .conflict
        case .unspecified, .UNRECOGNIZED:
            throw ContractError(
                message: Vigie_V1_RevisionRecord.protoMessageName, field: "state", reason: "\(state.rawValue) is no value that this version knows")
        }
    }
}

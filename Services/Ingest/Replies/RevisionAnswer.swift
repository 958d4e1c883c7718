import Contracts
import Mortality
import Runtime

/// One revision of a declaration, as a client reads it.
struct RevisionAnswer: Encodable, Hashable, Sendable {
    let revision: Int32
    let state: String
    let occurredOn: String?
    let place: String?
    let cause: String?
    let deaths: Int32?
    let withdrawn: Bool?
    let reason: String?
    /// Why the revision was refused, in words; absent unless it was.
    let refusal: String?
    /// What looked unusual to Ingest when it took the revision, in words; absent when nothing did.
    let warning: String?
    /// True where somebody else declared it for the commune; absent otherwise. Who that was is never told.
    let onBehalf: Bool?
    let receivedAt: String?
    let recordedAt: String?

    /// Describes a revision that is on its way to the ledger.
    init(received revision: Revision) {
        self.revision = revision.number
        self.state = "received"
        self.occurredOn = nil
        self.place = nil
        self.cause = nil
        self.deaths = nil
        self.withdrawn = nil
        self.reason = nil
        self.refusal = nil
        self.warning = nil
        self.onBehalf = nil
        self.receivedAt = nil
        self.recordedAt = nil
    }

    /// Describes a revision that the ledger holds. A refused one may be no valid declaration, so its fields are given as they came.
    ///
    /// - Throws: `ContractError` for a state, place or cause that this version does not know.
    init(_ record: Vigie_V1_RevisionRecord) throws(ContractError) {
        let declaration = record.declaration
        self.revision = Int32(clamping: declaration.revision)
        self.state = try Self.name(record.state)
        self.occurredOn = (try? CivilDay(daysSinceEpoch: Int(declaration.day)))?.description
        self.place = Int16(exactly: declaration.place.rawValue).flatMap(Place.init(number:))?.rawValue
        self.cause = Int16(exactly: declaration.cause.rawValue).flatMap(Cause.init(number:))?.rawValue
        self.deaths = Int32(clamping: declaration.deaths)
        self.withdrawn = declaration.withdrawn ? true : nil
        self.reason = declaration.reason.isEmpty ? nil : declaration.reason
        self.refusal = record.refusal.isEmpty ? nil : record.refusal
        self.warning = record.warning.isEmpty ? nil : record.warning
        self.onBehalf = record.onBehalf ? true : nil
        self.receivedAt = Instant(microseconds: record.receivedAtUs).text
        self.recordedAt = record.recordedAtUs == 0 ? nil : Instant(microseconds: record.recordedAtUs).text
    }

    /// Returns the name of a state in the HTTP API.
    ///
    /// - Throws: `ContractError` for a state that this version does not know.
    static func name(_ state: Vigie_V1_RevisionState) throws(ContractError) -> String {
        switch state {
        case .counted: "counted"
        case .superseded: "superseded"
        case .withdrawn: "withdrawn"
        case .refused: "refused"
        case .conflict: "conflict"
        case .unspecified, .UNRECOGNIZED:
            throw ContractError(
                message: Vigie_V1_RevisionRecord.protoMessageName, field: "state", reason: "\(state.rawValue) is no value that this version knows")
        }
    }
}

import FoundationEssentials
public import Messages
public import Mortality

extension Declaration {
    /// Reads a declaration out of its message.
    ///
    /// - Throws: `ContractError` naming the field for a value that this version does not know or does not admit.
    public init(_ message: Vigie_V1_Declaration) throws(ContractError) {
        let reader = FieldReader(message: Vigie_V1_Declaration.protoMessageName)
        let id = try reader.value("id") { () throws(Rejection) in try DeclarationID(bytes: Array(message.id)) }
        let revision = try reader.value("revision") { () throws(Rejection) in try Revision(Int(message.revision)) }
        let commune = try reader.commune("commune", message.commune)
        let day = try reader.day("day", message.day)
        let place: Place? = try reader.optional("place", message.place.rawValue)
        let cause: Cause? = try reader.optional("cause", message.cause.rawValue)
        let deaths = try reader.value("deaths") { () throws(Rejection) in try DeathCount(Int(message.deaths)) }
        let reason = try reader.value("reason") { () throws(Rejection) -> Reason? in
            message.reason.isEmpty ? nil : try Reason(message.reason)
        }
        do {
            try self.init(
                id: id, revision: revision, commune: commune, day: day, place: place, cause: cause, deaths: deaths,
                isWithdrawn: message.withdrawn, reason: reason)
        } catch {
            throw ContractError(message: reader.message, field: error.field, reason: error.reason)
        }
    }

    /// The protobuf message that carries the declaration.
    public var message: Vigie_V1_Declaration {
        var message = Vigie_V1_Declaration()
        message.commune = self.commune.text
        message.id = .init(self.id.bytes)
        message.revision = UInt32(self.revision.number)
        message.day = self.day.daysSinceEpoch
        if let circumstances {
            message.place = circumstances.place.message
            message.cause = circumstances.cause.message
        }
        message.deaths = UInt32(self.deaths.number)
        message.withdrawn = self.isWithdrawn
        message.reason = self.reason?.text ?? ""
        return message
    }
}

extension Place {
    /// The value as it stands in messages; the numbers agree by design.
    public var message: Vigie_V1_Place { Vigie_V1_Place(rawValue: Int(self.number)) ?? .unspecified }
}

extension Cause {
    /// The value as it stands in messages; the numbers agree by design.
    public var message: Vigie_V1_Cause { Vigie_V1_Cause(rawValue: Int(self.number)) ?? .unspecified }
}

extension Level {
    /// The value as it stands in messages; the numbers agree by design.
    public var message: Vigie_V1_Level { Vigie_V1_Level(rawValue: Int(self.number)) ?? .unspecified }
}

extension Indicator {
    /// The value as it stands in messages; the numbers agree by design.
    public var message: Vigie_V1_Indicator { Vigie_V1_Indicator(rawValue: Int(self.number)) ?? .unspecified }
}

import Accounts
import Formats
import Mortality
import Runtime
import Web

/// The fields of a declaration as a client sends them, and their reading into the domain.
///
/// A field that is not listed here is refused: nobody can send a name.
struct DeclarationForm: Sendable {
    private static let names = ["id", "revision", "commune", "occurredOn", "place", "cause", "deaths", "withdrawn", "reason"]
    /// The fields that only the application of a town hall sends, with a person's token.
    private static let ofDevices = ["typedBy"]
    /// The most characters of an unknown field's name that the answer repeats.
    private static let longestName = 64

    private let members: [JSONValue.Member]

    /// Takes a JSON object and checks that all its fields are known.
    ///
    /// - Throws: `Rejection` naming the first field that is not.
    init(_ value: JSONValue) throws(Rejection) {
        guard case .object(let members) = value else {
            throw Rejection(field: "declaration", reason: "not a JSON object but \(value.kind)")
        }
        if let stranger = members.first(where: { !Self.names.contains($0.name) && !Self.ofDevices.contains($0.name) }) {
            throw Rejection(
                field: String(stranger.name.prefix(Self.longestName)),
                reason: "unknown; a declaration has only \(Self.names.joined(separator: ", "))")
        }
        self.members = members
    }

    /// The declaration's id as it was sent, by which a batch's answer names the row; `nil` when it is missing or not valid.
    var id: DeclarationID? {
        guard case .string(let text)? = self.value("id") else { return nil }
        return try? DeclarationID(text)
    }

    /// Returns the declaration that the fields make.
    ///
    /// - Throws: `Rejection` of the first field that is missing, of another type, or not admitted.
    func declaration() throws(Rejection) -> Declaration {
        let id = try DeclarationID(try self.text("id"))
        let revision = try Revision(try self.number("revision"))
        let commune = try CommuneCode(try self.text("commune"))
        let day = try self.day("occurredOn")
        let deaths = try DeathCount(try self.number("deaths"))
        let place: Place? = try self.choice("place")
        let cause: Cause? = try self.choice("cause")
        let reason: Reason? = if let text = try self.optionalText("reason") { try Reason(text) } else { nil }
        return try Declaration(
            id: id, revision: revision, commune: commune, day: day, place: place, cause: cause, deaths: deaths,
            isWithdrawn: try self.flag("withdrawn"), reason: reason)
    }

    /// Returns who typed the declaration, which the device tells where several people of a town hall sign in on it; `nil` when it does not.
    ///
    /// - Throws: `Rejection` for what is no account's id, or where no person declares.
    func typist(from visitor: Visitor) throws(Rejection) -> AccountID? {
        guard let text = try self.optionalText("typedBy") else { return nil }
        guard case .bearer = visitor else { throw Rejection(field: "typedBy", reason: "only with the token of a person") }
        do {
            return try AccountID(text)
        } catch {
            throw Rejection(field: "typedBy", reason: error.reason)
        }
    }

    /// Returns whether the field is there and not null.
    func has(_ name: String) -> Bool { self.value(name) != nil }

    /// Returns the key under which a row of a table's edition, which has no id, is added up.
    ///
    /// - Throws: `Rejection` of the first field that is missing or not admitted.
    func sumKey() throws(Rejection) -> EditionSum.Key {
        let key = EditionSum.Key(
            commune: try CommuneCode(try self.text("commune")), day: try self.day("occurredOn"), place: try self.choice("place"),
            cause: try self.choice("cause"))
        // To be told whatever the number of deaths turns out to be.
        if key.place != nil, key.cause == nil { throw Rejection(field: "cause", reason: "required when there are deaths") }
        if key.cause != nil, key.place == nil { throw Rejection(field: "place", reason: "required when there are deaths") }
        return key
    }

    /// Returns how many deaths a row of a table's edition adds to its sum.
    ///
    /// - Throws: `Rejection` of `deaths`, of `place` when there are deaths without one, or of a field that the edition tells.
    func deathsOfSum(_ key: EditionSum.Key) throws(Rejection) -> DeathCount {
        for name in ["revision", "withdrawn", "reason"] where self.has(name) {
            throw Rejection(field: name, reason: "not admitted in a row without id: the table's edition tells it")
        }
        let deaths = try DeathCount(try self.number("deaths"))
        guard deaths.number == 0 || key.place != nil else { throw Rejection(field: "place", reason: "required when there are deaths") }
        return deaths
    }

    /// Returns a field's value; `nil` for one that is missing or null.
    private func value(_ name: String) -> JSONValue? {
        guard let value = self.members.first(where: { $0.name == name })?.value, value != .null else { return nil }
        return value
    }

    private func required(_ name: String) throws(Rejection) -> JSONValue {
        guard let value = self.value(name) else { throw Rejection(field: name, reason: "required") }
        return value
    }

    private func text(_ name: String) throws(Rejection) -> String {
        let value = try self.required(name)
        guard case .string(let text) = value else { throw Rejection(field: name, reason: "not a string but \(value.kind)") }
        return text
    }

    private func optionalText(_ name: String) throws(Rejection) -> String? {
        self.value(name) == nil ? nil : try self.text(name)
    }

    private func number(_ name: String) throws(Rejection) -> Int {
        switch try self.required(name) {
        case .integer(let number): return number
        case .otherNumber: throw Rejection(field: name, reason: "not a whole number written in digits alone, or too large")
        case let value: throw Rejection(field: name, reason: "not a number but \(value.kind)")
        }
    }

    private func flag(_ name: String) throws(Rejection) -> Bool {
        switch self.value(name) {
        case nil: return false
        case .boolean(let flag): return flag
        case let value?: throw Rejection(field: name, reason: "not a boolean but \(value.kind)")
        }
    }

    private func day(_ name: String) throws(Rejection) -> CivilDay {
        let text = try self.text(name)
        do {
            return try CivilDay(iso: text)
        } catch {
            throw Rejection(field: name, reason: error.reason)
        }
    }

    private func choice<Value: Numbered & RawRepresentable<String>>(_ name: String) throws(Rejection) -> Value? {
        guard let text = try self.optionalText(name) else { return nil }
        guard let value = Value(rawValue: text) else {
            throw Rejection(field: name, reason: "not one of \(Value.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return value
    }
}

/// Why a declaration is not taken, and its id as far as it could be read.
struct Refusal: Error, Hashable, Sendable {
    let id: DeclarationID?
    let problem: Problem
}

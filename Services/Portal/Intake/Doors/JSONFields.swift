import Formats
import Hummingbird
import Mortality
import Runtime
import Web

/// The fields of a JSON object that a program sends: only known ones, each of its type.
struct JSONFields: Sendable {
    private static let bodyLimit = 16 << 10

    private let members: [String: JSONValue]

    /// Reads the object in a request's body.
    ///
    /// - Parameter known: The fields that there may be.
    /// - Throws: `Problem`: 400 for what is no JSON, 413, 415, 422 for a field that nobody knows.
    init(_ request: Request, known: [String]) async throws {
        try self.init(try await Body.read(request, types: ["application/json"], atMost: Self.bodyLimit), known: known)
    }

    init(_ bytes: [UInt8], known: [String]) throws(Problem) {
        let value: JSONValue
        do {
            value = try JSONReader.read(bytes)
        } catch {
            throw .malformed(error.text)
        }
        try self.init(value, known: known)
    }

    private init(_ value: JSONValue, known: [String]) throws(Problem) {
        guard case .object(let members) = value else { throw .notAdmitted(field: "body", reason: "not a JSON object but \(value.kind)") }
        if let stranger = members.first(where: { !known.contains($0.name) }) {
            throw .notAdmitted(field: String(stranger.name.prefix(64)), reason: "unknown; there are only \(known.joined(separator: ", "))")
        }
        self.members = Dictionary(members.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
    }

    /// Returns a field's text; `nil` for one that is missing or null.
    func text(_ name: String) throws(Problem) -> String? {
        switch self.members[name] {
        case nil, .null: return nil
        case .string(let text): return text
        case let value?: throw .notAdmitted(field: name, reason: "not a string but \(value.kind)")
        }
    }

    func required(_ name: String) throws(Problem) -> String {
        guard let text = try self.text(name), !text.isEmpty else { throw .notAdmitted(field: name, reason: "required") }
        return text
    }

    /// Returns a field's Boolean; false where the field is missing.
    func flag(_ name: String) throws(Problem) -> Bool {
        switch self.members[name] {
        case nil, .null: return false
        case .boolean(let flag): return flag
        case let value?: throw .notAdmitted(field: name, reason: "not a boolean but \(value.kind)")
        }
    }

    /// Returns the fields of a member that is an object; `nil` where it is missing.
    func object(_ name: String, known: [String]) throws(Problem) -> JSONFields? {
        switch self.members[name] {
        case nil, .null: return nil
        case let value?: return try JSONFields(value, known: known)
        }
    }

    /// Reads roles in territories: `[{"role": "clerk", "territory": "commune:56260"}]`.
    func grants(_ name: String) throws(Problem) -> Set<Grant> {
        switch self.members[name] {
        case nil, .null: return []
        case .array(let values):
            guard values.count <= 50 else { throw .notAdmitted(field: name, reason: "more than 50 at once") }
            var grants: Set<Grant> = []
            for value in values { grants.insert(try Self.grant(value, name)) }
            return grants
        case let value?: throw .notAdmitted(field: name, reason: "not an array but \(value.kind)")
        }
    }

    private static func grant(_ value: JSONValue, _ name: String) throws(Problem) -> Grant {
        guard case .object(let members) = value, members.count == 2, let role = value.text("role"), let territory = value.text("territory") else {
            throw .notAdmitted(field: name, reason: "not objects of a role and a territory")
        }
        do {
            return try Grant(role: role, territory: territory)
        } catch {
            throw .notAdmitted(field: name, reason: error.reason)
        }
    }
}

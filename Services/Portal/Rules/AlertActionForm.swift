import Formats
import Mortality
import Web

/// The fields of an action upon an alert as a client sends them, and their reading into a `SignedAction`.
struct AlertActionForm: Sendable {
    static let longestComment = 2_000
    /// The most characters of the name that signs an action.
    static let longestSignature = 100

    private static let names = ["id", "by", "comment", "reason", "level"]
    /// The most characters of an unknown field's name that the answer repeats.
    private static let longestName = 64

    private let members: [JSONValue.Member]

    /// Takes a JSON object and checks that all its fields are known.
    ///
    /// - Throws: `Rejection` naming the first field that is not.
    init(_ value: JSONValue) throws(Rejection) {
        guard case .object(let members) = value else {
            throw Rejection(field: "action", reason: "not a JSON object but \(value.kind)")
        }
        if let stranger = members.first(where: { !Self.names.contains($0.name) }) {
            throw Rejection(
                field: String(stranger.name.prefix(Self.longestName)),
                reason: "unknown; an action has only \(Self.names.joined(separator: ", "))")
        }
        self.members = members
    }

    /// Returns the signed action. The holder of a key may say on whose behalf it acts, and signs with the key's name otherwise; a person signs
    /// with their own name and no other.
    ///
    /// - Throws: `Rejection` of the first field that is missing, of another type, or not admitted.
    func signed(_ action: AlertAction, by visitor: Visitor) throws(Rejection) -> SignedAction {
        let id: AlertEventID? = if let text = try self.text("id") { try AlertEventID(text) } else { nil }
        let given = try self.words("by", atMost: Self.longestSignature, onOneLine: true)
        if given?.isEmpty == true { throw Rejection(field: "by", reason: "empty") }
        let by: String
        switch visitor {
        case .person(let person):
            guard given == nil || given == person.name else { throw Rejection(field: "by", reason: "another name than that of the account") }
            by = person.name
        case .key, .bearer: by = given ?? "clé \(visitor.recordName)"
        }
        return SignedAction(id: id, action: action, by: by, comment: try self.comment(action), level: try self.level(action))
    }

    /// Returns the comment, which may be in the field `comment` or in `reason`.
    private func comment(_ action: AlertAction) throws(Rejection) -> String {
        let comment = try self.words("comment", atMost: Self.longestComment)
        let reason = try self.words("reason", atMost: Self.longestComment)
        guard comment == nil || reason == nil else { throw Rejection(field: "reason", reason: "the same as `comment`: send one of them") }
        let words = comment ?? reason ?? ""
        guard !words.isEmpty || !action.needsReason else { throw Rejection(field: reason == nil ? "comment" : "reason", reason: "required") }
        return words
    }

    private func level(_ action: AlertAction) throws(Rejection) -> Level? {
        let text = try self.text("level")
        if action.levels.isEmpty {
            guard text == nil else { throw Rejection(field: "level", reason: "only escalate and lower take one") }
            return nil
        }
        guard let text else { throw Rejection(field: "level", reason: "required") }
        guard let level = Level(rawValue: text), action.levels.contains(level) else {
            throw Rejection(field: "level", reason: "not one of \(action.levels.map(\.rawValue).joined(separator: ", "))")
        }
        return level
    }

    /// Returns a field's text; `nil` for one that is missing or null.
    private func text(_ name: String) throws(Rejection) -> String? {
        switch self.members.first(where: { $0.name == name })?.value {
        case nil, .null: return nil
        case .string(let text): return text
        case let value?: throw Rejection(field: name, reason: "not a string but \(value.kind)")
        }
    }

    /// Returns a field's text without the spaces around it; throws where it is too long or has control characters other than line feeds.
    private func words(_ name: String, atMost limit: Int, onOneLine: Bool = false) throws(Rejection) -> String? {
        guard let text = try self.text(name) else { return nil }
        let start = text.replacing("\r\n", with: "\n").drop(while: \.isWhitespace)
        guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        let words = String(start[...end])
        // A letter may carry any number of accents: bytes are bounded too.
        guard words.count <= limit, words.utf8.count <= 4 * limit else { throw Rejection(field: name, reason: "longer than \(limit) characters") }
        let isControl = { (scalar: Unicode.Scalar) in scalar.properties.generalCategory == .control && (onOneLine || scalar != "\n") }
        guard !words.unicodeScalars.contains(where: isControl) else { throw Rejection(field: name, reason: "holds control characters") }
        return words
    }
}

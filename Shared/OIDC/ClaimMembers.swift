import Formats

/// The members of a JSON object, by name.
struct ClaimMembers: Sendable {
    private let values: [String: JSONValue]

    /// Reads an object; `nil` for anything else.
    init?(_ bytes: [UInt8]) {
        guard let value = try? JSONReader.read(bytes) else { return nil }
        self.init(value)
    }

    init?(_ value: JSONValue) {
        guard case .object(let members) = value else { return nil }
        self.values = Dictionary(members.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    func has(_ name: String) -> Bool { self.values[name] != nil }

    func text(_ name: String) -> String? {
        guard case .string(let text)? = self.values[name] else { return nil }
        return text
    }

    func number(_ name: String) -> Int64? {
        guard case .integer(let number)? = self.values[name] else { return nil }
        return Int64(number)
    }

    func isTrue(_ name: String) -> Bool { self.values[name] == .boolean(true) }

    /// Returns the texts of an array; `nil` where there is none.
    func texts(_ name: String) -> [String]? {
        guard case .array(let values)? = self.values[name] else { return nil }
        return values.compactMap { value in
            guard case .string(let text) = value else { return nil }
            return text
        }
    }

    /// Returns one text as the only one, or the texts of an array; `nil` where there is neither.
    func oneOrMore(_ name: String) -> [String]? { self.text(name).map { [$0] } ?? self.texts(name) }

    func objects(_ name: String) -> [ClaimMembers]? {
        guard case .array(let values)? = self.values[name] else { return nil }
        return values.compactMap { ClaimMembers($0) }
    }
}

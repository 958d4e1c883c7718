/// Reads members of a value that is an object.
extension JSONValue {
    /// Returns a member of an object; `nil` where it has none of this name, or this is no object.
    public func member(_ name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    /// Returns a member that is a text; `nil` where it is none.
    public func text(_ name: String) -> String? {
        guard case .string(let text)? = self.member(name) else { return nil }
        return text
    }

    /// Returns a member that is a whole number; `nil` where it is none.
    public func whole(_ name: String) -> Int? {
        guard case .integer(let number)? = self.member(name) else { return nil }
        return number
    }
}

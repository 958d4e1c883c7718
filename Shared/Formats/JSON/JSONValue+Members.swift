/// What an object holds, where a value is one.
extension JSONValue {
    /// A member of an object; nothing where there is none, or this is no object.
    public func member(_ name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    /// A member that is a text.
    public func text(_ name: String) -> String? {
        guard case .string(let text)? = self.member(name) else { return nil }
        return text
    }

    /// A member that is a whole number.
    public func whole(_ name: String) -> Int? {
        guard case .integer(let number)? = self.member(name) else { return nil }
        return number
    }
}

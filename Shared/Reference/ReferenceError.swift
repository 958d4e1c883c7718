/// Why official files cannot be read, in one clear sentence: which file, where in it, what is wrong.
public struct ReferenceError: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String

    public init(_ description: String) { self.description = description }
}

/// Why official files cannot be read, in one sentence: which file, where in it, what is wrong.
public struct ReferenceError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The sentence that names the file, the place in it and what is wrong.
    public let description: String

    /// Makes an error of a sentence that names the file, the place in it and what is wrong.
    public init(_ description: String) { self.description = description }
}

/// The browser or its driver did not do what was asked.
public struct BrowserError: Error, CustomStringConvertible {
    /// What was asked and what happened instead.
    public let description: String

    /// Makes an error of a sentence.
    public init(description: String) { self.description = description }
}

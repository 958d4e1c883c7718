/// The browser or its driver did not do what was asked.
public struct BrowserError: Error, CustomStringConvertible {
    public let description: String

    public init(description: String) { self.description = description }
}

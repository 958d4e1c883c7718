/// A setting that is missing or cannot be used.
public struct SettingsError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The environment variable's name.
    public let name: String
    /// What is wrong with it, without its value.
    public let reason: String

    /// Names the environment variable and what is wrong with it; the value must not stand in the reason.
    public init(_ name: String, _ reason: String) {
        self.name = name
        self.reason = reason
    }

    /// Names the variable and says what is wrong with it.
    public var description: String { "setting \(self.name): \(self.reason)" }
}

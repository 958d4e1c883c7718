/// Why a picture could not be drawn: memory, in all likelihood.
public struct PictureError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What the drawing library says.
    public let reason: String

    public var description: String { "the picture could not be drawn: \(self.reason)" }
}

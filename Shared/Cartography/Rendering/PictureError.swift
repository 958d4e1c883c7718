/// Why a picture could not be drawn: in all likelihood there was no memory.
public struct PictureError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What the drawing library says.
    public let reason: String

    /// Says in English that the picture could not be drawn, and why.
    public var description: String { "the picture could not be drawn: \(self.reason)" }
}

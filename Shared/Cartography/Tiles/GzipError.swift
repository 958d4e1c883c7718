/// A tile could not be compressed: there is no memory left.
public struct GzipError: Error, CustomStringConvertible {
    public var description: String { "a tile could not be compressed: no memory is left" }
}

/// Why bytes could not be compressed, or a compressed file not be read.
public struct GzipError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of fault it is.
    public enum Code: Hashable, Sendable {
        /// No memory is left.
        case noMemory
        /// Larger than allowed.
        case tooLarge
        /// Not compressed by gzip.
        case notGzip
        /// The file ends too early.
        case truncated
        /// The file is not what was compressed.
        case damaged
    }

    /// What kind of fault it is.
    public let code: Code

    init(_ code: Code) { self.code = code }

    /// Says in English what is wrong with the file.
    public var description: String {
        switch self.code {
        case .noMemory: "no memory is left"
        case .tooLarge: "it holds more than allowed"
        case .notGzip: "it is not a gzip file"
        case .truncated: "it is not a whole gzip file: it ends too early"
        case .damaged: "it is a damaged gzip file"
        }
    }
}

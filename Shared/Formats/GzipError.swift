/// Why bytes could not be compressed, or a compressed file not be read.
public struct GzipError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of fault it is.
    public enum Code: Hashable, Sendable {
        /// No memory is left.
        case noMemory
        /// It holds more than allowed.
        case tooLarge
        /// It was not compressed by gzip.
        case notGzip
        /// It ends too early.
        case truncated
        /// It is not what was compressed.
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

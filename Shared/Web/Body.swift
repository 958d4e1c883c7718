import HTTPTypes
public import Hummingbird
import NIOCore
import Runtime

/// Reads a request's body, of known media types and bounded.
public enum Body {
    /// Reads the bytes of a body.
    ///
    /// - Throws: `Problem`: 415 for another media type, charset or encoding, 413 for more bytes than are taken.
    public static func read(_ request: Request, types: [String], atMost limit: Int) async throws -> [UInt8] {
        guard types.contains(where: { self.isType(request.headers[.contentType], $0) }) else {
            throw Problem.unsupportedType("send \(types.joined(separator: " or ")) in UTF-8")
        }
        if let encoding = request.headers[.contentEncoding], encoding.lowercased() != "identity" {
            throw Problem.unsupportedType("send it without Content-Encoding")
        }
        let tooLarge = Problem.tooLarge("at most \(limit) bytes are taken here")
        if let length = request.headers[.contentLength], Int(length).map({ $0 > limit }) ?? true { throw tooLarge }
        do {
            let bytes = Array(try await request.body.collect(upTo: limit).readableBytesView)
            // A connection that ended in between looks like the body's end.
            if let length = request.headers[.contentLength].flatMap({ Int($0) }), bytes.count < length { throw Problem.clientLeft }
            return bytes
        } catch is NIOTooManyBytesError {
            throw tooLarge
        }
    }

    /// Tells whether a header names the media type, alone or with the charset UTF-8. A table may also say whether it has a header (RFC 4180,
    /// section 3).
    public static func isType(_ header: String?, _ type: String) -> Bool {
        guard let header else { return false }
        let parts = header.lowercased().split(separator: ";", omittingEmptySubsequences: false).map { $0.filter { $0 != " " && $0 != "\t" } }
        guard parts.first == type else { return false }
        return parts.dropFirst().allSatisfy { $0 == "charset=utf-8" || $0 == "charset=\"utf-8\"" || type == "text/csv" && $0 == "header=present" }
    }
}

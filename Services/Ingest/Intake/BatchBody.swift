import Formats
import HTTPTypes
import Hummingbird
import NIOCore
import Runtime

/// The whole body of a batch, in bounded memory, and the format that its rows are written in.
struct BatchBody: Sendable {
    /// The format that rows are written in, by media type.
    enum Form: String, CaseIterable, Sendable {
        case lines = "application/x-ndjson"
        case array = "application/json"
        case table = "text/csv"
    }

    static let mostBytes = 8 << 20
    static let mostRows = 10_000

    let form: Form
    let bytes: [UInt8]
    /// The number of lines of the body, empty ones included; the visitor's rate is charged by it.
    let lines: Int
    /// Whether the request declared the body to be in Windows-1252.
    var isWindows = false

    /// Reads a request's body as it comes, and stops as soon as it is too large or has too many lines: empty ones count, since
    /// each costs time.
    ///
    /// - Throws: `Problem`: 415 for another media type, charset or encoding, 413 for more than is taken.
    static func read(_ request: Request) async throws -> BatchBody {
        let (form, isWindows) = try self.form(request.headers[.contentType])
        if let encoding = request.headers[.contentEncoding], encoding.lowercased() != "identity" {
            throw Problem.unsupportedType("send it without Content-Encoding")
        }
        let tooLarge = Problem.tooLarge("at most \(self.mostBytes) bytes are taken here")
        if let length = request.headers[.contentLength], Int(length).map({ $0 > self.mostBytes }) ?? true { throw tooLarge }
        var bytes: [UInt8] = []
        var lines = LineCount()
        for try await buffer in request.body {
            guard bytes.count + buffer.readableBytes <= self.mostBytes else { throw tooLarge }
            buffer.withUnsafeReadableBytes { part in
                lines.take(part)
                bytes.append(contentsOf: part)
            }
            // A table's header is no row, nor is the line that tells how values are parted.
            guard form == .array || lines.count <= self.mostRows + (form == .table ? 2 : 0) else { throw self.tooManyRows }
        }
        return BatchBody(form: form, bytes: bytes, lines: max(lines.count, 1), isWindows: isWindows)
    }

    static let tooManyRows = Problem.tooLarge("at most \(Self.mostRows) rows are taken at once, empty ones included")

    /// Returns the body in UTF-8. A table may be in Windows-1252, when it was declared so or when it can be nothing else. This takes time, and
    /// is not to be done on the server's event loop.
    ///
    /// - Throws: `Problem`: 415 for UTF-16 and UTF-32, 400 for bytes that the encoding declared does not have.
    func text() throws(Problem) -> [UInt8] {
        switch ByteOrderMark(self.bytes) {
        case .utf16, .utf32:
            throw .unsupportedType("the body is in UTF-16 or UTF-32: have the spreadsheet save it as “CSV UTF-8”")
        // Who declares another encoding may still send the mark of UTF-8.
        case .utf8: return self.bytes
        case nil where self.isWindows:
            guard let text = Windows1252.utf8(self.bytes) else { throw .malformed("the body holds bytes that Windows-1252 does not have") }
            return text
        case nil: return self.form == .table ? Windows1252.utf8(ifCertain: self.bytes) ?? self.bytes : self.bytes
        }
    }

    /// Reads the format out of a Content-Type header, which may name a charset and, for a table, the parameter `header` (RFC 4180, section 3).
    private static func form(_ header: String?) throws(Problem) -> (Form, isWindows: Bool) {
        let parts = (header ?? "").lowercased().split(separator: ";").map { $0.filter { !$0.isWhitespace && $0 != "\"" } }
        let types = Self.Form.allCases.map(\.rawValue)
        guard let form = parts.first.flatMap(Form.init(rawValue:)) else { throw .unsupportedType("send \(types.joined(separator: " or ")) in UTF-8") }
        var isWindows = false
        for parameter in parts.dropFirst() {
            switch parameter {
            case "charset=utf-8", "charset=utf8": break
            case "charset=windows-1252", "charset=cp1252", "charset=iso-8859-1", "charset=latin1", "charset=iso8859-1":
                guard form == .table else { throw .unsupportedType("send \(form.rawValue) in UTF-8") }
                isWindows = true
            case _ where form == .table && parameter.hasPrefix("header="): break
            case _ where parameter.hasPrefix("charset="): throw .unsupportedType("send \(form.rawValue) in UTF-8")
            default: throw .unsupportedType("send \(types.joined(separator: " or ")) in UTF-8")
            }
        }
        return (form, isWindows)
    }
}

/// Counts the lines of a text that comes in parts; they end with CRLF, LF or CR.
struct LineCount: Hashable, Sendable {
    private var ends = 0
    private var last: UInt8 = 0x0A

    /// The number of lines so far, an unfinished one included.
    var count: Int { self.ends + (self.last == 0x0A || self.last == 0x0D ? 0 : 1) }

    mutating func take(_ part: UnsafeRawBufferPointer) {
        var ends = 0
        var last = self.last
        for byte in part {
            if byte == 0x0D || byte == 0x0A && last != 0x0D { ends += 1 }
            last = byte
        }
        self.ends += ends
        self.last = last
    }
}

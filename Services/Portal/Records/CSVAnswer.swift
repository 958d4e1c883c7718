import HTTPTypes
import Hummingbird
import Web

/// Answers with a CSV table that a browser saves as a file.
enum CSVAnswer {
    static func response(_ bytes: [UInt8], name: String) -> Response {
        Response(status: .ok, headers: self.headers(name), body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    static func headers(_ name: String) -> HTTPFields {
        [.contentType: "text/csv; charset=utf-8", .contentDisposition: "attachment; filename=\"\(name)\"", .cacheControl: Keeping.never]
    }
}

import Foundation
import HTTPTypes
import Hummingbird
import Web

/// Encodes answers as JSON.
enum JSONAnswer {
    static func bytes(_ answer: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        return try encoder.encode(answer)
    }

    static func response(_ answer: some Encodable) throws -> Response {
        Response(
            status: .ok, headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(bytes: try self.bytes(answer))))
    }
}

/// An optional that is written as `null` when there is nothing, so that every answer has the same fields.
@propertyWrapper
struct Nullable<Value: Encodable & Sendable>: Encodable, Sendable {
    var wrappedValue: Value?

    init(wrappedValue: Value?) {
        self.wrappedValue = wrappedValue
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if let wrappedValue { try container.encode(wrappedValue) } else { try container.encodeNil() }
    }
}

/// Answers with a CSV table that a browser saves as a file.
enum CSVAnswer {
    static func response(_ bytes: [UInt8], name: String) -> Response {
        Response(status: .ok, headers: self.headers(name), body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    static func headers(_ name: String) -> HTTPFields {
        [.contentType: "text/csv; charset=utf-8", .contentDisposition: "attachment; filename=\"\(name)\"", .cacheControl: Keeping.never]
    }
}

import Foundation
import HTTPTypes
import Hummingbird

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

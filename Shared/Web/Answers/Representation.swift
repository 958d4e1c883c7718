import Crypto
import Formats
public import HTTPTypes
public import Hummingbird
public import NIOCore
import Runtime
import Threading

/// Gives each client the form of an answer that it takes: nothing at all when it has it already (`If-None-Match`), gzip only
/// to who takes gzip, and `Vary` so that no cache between gives one's form to another.
///
/// What is compressed is kept by its content: the same figures asked for again are not compressed again.
public struct Representation<Context: RequestContext>: RouterMiddleware {
    /// The size in bytes below which compressing saves no packet.
    static var least: Int { 1_400 }
    /// The size in bytes above which an answer is sent as it is, since compressing it would hold up others.
    static var most: Int { 8 << 20 }

    /// The compressed answers that were used last, of 16 MiB together.
    private let compressed = Locked(BoundedCache<SHA256.Digest, ByteBuffer>(limit: 16 << 20))

    /// Makes a middleware that keeps no compressed answer yet.
    public init() {}

    /// Passes the request on, then gives its answer the form that the client takes.
    @concurrent public func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        if response.status == .ok, [.get, .head].contains(request.method), let tag = response.headers[.eTag],
            let header = request.headers[.ifNoneMatch], IfNoneMatch(header).matches(tag)
        {
            response = Response(status: .notModified, headers: response.headers, body: .init())
            for name in [HTTPField.Name.contentType, .contentLength, .contentEncoding, .contentDisposition] { response.headers[name] = nil }
        }
        let codings = AcceptedCodings(request.headers[.acceptEncoding])
        let vary = response.headers[.vary]
        // What says so itself has forms of its own, and is in the right one.
        if vary?.lowercased().contains("accept-encoding") == true { return response }
        let isCompressed = response.headers[.contentEncoding] == "gzip"
        guard isCompressed || response.status == .notModified || Self.isCompressible(response, to: request) else { return response }
        response.headers[.vary] = vary.map { "\($0), Accept-Encoding" } ?? "Accept-Encoding"
        if isCompressed, !codings.takes("gzip") { try await self.decompress(&response) }
        if !isCompressed, response.status == .ok, codings.takes("gzip") { try await self.compress(&response) }
        return response
    }

    /// Tells whether an answer is worth compressing: JSON and pages are, within a range of sizes; pictures are compressed already.
    ///
    /// A page holds the token of its session. Where it says again what an address asked for, its length would tell a stranger who chooses
    /// addresses how much of the token was guessed (BREACH: Gluck, Harris and Prado, 2013): such a page goes as it is.
    private static func isCompressible(_ response: Response, to request: Request) -> Bool {
        guard response.headers[.contentEncoding] == nil, let type = response.headers[.contentType], let length = response.body.contentLength else {
            return false
        }
        let isPage = self.isPage(response) && response.status == .ok && [.get, .head].contains(request.method) && request.uri.query == nil
        return (isPage || type.hasPrefix("application/json")) && (self.least...self.most).contains(length)
    }

    private static func isPage(_ response: Response) -> Bool { response.headers[.contentType]?.hasPrefix("text/html") == true }

    private func compress(_ response: inout Response) async throws {
        let plain = try await BodyCollector.bytes(of: response.body)
        // No page is asked for twice by two.
        if Self.isPage(response) {
            let made = try? Gzip.compress(Array(plain.readableBytesView), level: 5)
            return self.replace(&response, by: made.map { ByteBuffer(bytes: $0) } ?? plain, coding: made == nil ? nil : "gzip")
        }
        let digest = SHA256.hash(data: plain.readableBytesView)
        var known = self.compressed.withLock { $0.value(of: digest) }
        if known == nil, let made = try? Gzip.compress(Array(plain.readableBytesView), level: 5) {
            let buffer = ByteBuffer(bytes: made)
            self.compressed.withLock { $0.keep(buffer, as: digest, weight: made.count + 64) }
            known = buffer
        }
        guard let known else {
            response.body = ResponseBody(byteBuffer: plain)
            return
        }
        self.replace(&response, by: known, coding: "gzip")
    }

    private func decompress(_ response: inout Response) async throws {
        let coded = try await BodyCollector.bytes(of: response.body)
        guard coded.readableBytes > 0 else {
            response.headers[.contentEncoding] = nil
            return
        }
        self.replace(&response, by: ByteBuffer(bytes: try Gzip.decompress(Array(coded.readableBytesView), limit: 64 << 20)), coding: nil)
    }

    /// Puts another form of the same answer in its place; its entity tag becomes a weak one.
    private func replace(_ response: inout Response, by bytes: ByteBuffer, coding: String?) {
        response.headers[.contentEncoding] = coding
        response.headers[.contentLength] = "\(bytes.readableBytes)"
        response.body = ResponseBody(byteBuffer: bytes)
        if let tag = response.headers[.eTag], !tag.hasPrefix("W/") { response.headers[.eTag] = "W/\(tag)" }
    }
}

/// Collects the bytes that an answer's body writes.
public struct BodyCollector: ResponseBodyWriter {
    private final class Collected: Sendable {
        let bytes = Locked(ByteBuffer())
    }

    private let collected = Collected()

    /// Appends a part of the body.
    public mutating func write(_ buffer: ByteBuffer) async throws {
        self.collected.bytes.withLock { _ = $0.writeImmutableBuffer(buffer) }
    }

    /// Does nothing: trailing headers are dropped.
    public consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}

    /// Writes a body and returns all its bytes.
    public static func bytes(of body: ResponseBody) async throws -> ByteBuffer {
        let collector = BodyCollector()
        try await body.write(collector)
        return collector.collected.bytes.withLock { $0 }
    }
}

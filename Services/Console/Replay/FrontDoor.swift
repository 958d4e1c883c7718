import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// The HTTP address of Vigie, with the key that requests are made with.
struct FrontDoor: Sendable {
    /// The answer to a request.
    struct Answer: Sendable {
        let status: UInt
        /// After how many seconds the same request may be sent again; `nil` when the answer does not tell.
        var retryAfter: Int?
        /// The body, or the part of it that came before the connection broke.
        var body = Data()
    }

    private static let longestAnswer = 64 << 20

    let url: String
    let key: String
    private let client = HTTPClient.shared

    /// Reads the address.
    ///
    /// - Parameter url: `http://host:port`.
    /// - Throws: `ConsoleError` for another form.
    init(url: String, key: String) throws(ConsoleError) {
        guard let parts = URLComponents(string: url), let scheme = parts.scheme, ["http", "https"].contains(scheme), parts.host != nil else {
            throw ConsoleError("\(url) is no address of the form http://host:port")
        }
        self.url = url.hasSuffix("/") ? String(url.dropLast()) : url
        self.key = key
    }

    /// Posts lines of JSON.
    ///
    /// - Throws: `ConsoleError` when nothing came back.
    func post(_ path: String, lines: Data) async throws -> Answer {
        var request = self.request(path)
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/x-ndjson")
        request.body = .bytes(ByteBuffer(bytes: lines))
        return try await self.send(request, timeout: .seconds(120))
    }

    /// Gets a path.
    ///
    /// - Throws: `ConsoleError` when nothing came back.
    func get(_ path: String) async throws -> Answer { try await self.send(self.request(path), timeout: .seconds(30)) }

    private func request(_ path: String) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: self.url + path)
        request.headers.add(name: "authorization", value: "Bearer \(self.key)")
        return request
    }

    private func send(_ request: HTTPClientRequest, timeout: TimeAmount) async throws -> Answer {
        let response: HTTPClientResponse
        do {
            response = try await self.client.execute(request, timeout: timeout)
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            throw ConsoleError("\(self.url) does not answer: \(error)")
        }
        // Seconds, from 1 to a minute; a date is not read.
        let retryAfter = response.headers.first(name: "retry-after").flatMap { Int($0) }.map { Swift.min(Swift.max($0, 1), 60) }
        var answer = Answer(status: response.status.code, retryAfter: retryAfter)
        do {
            for try await part in response.body where answer.body.count < Self.longestAnswer { answer.body += Data(part.readableBytesView) }
        } catch {
            // What was told before the answer broke off is true.
        }
        return answer
    }
}

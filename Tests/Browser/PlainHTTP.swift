public import AsyncHTTPClient
public import Foundation
import NIOCore
public import NIOHTTP1

/// HTTP that follows no redirection and keeps no cookie: what a service says is what is seen.
public enum PlainHTTP {
    /// An answer, read to its end.
    public struct Answer: Sendable {
        /// The HTTP status.
        public let status: Int
        /// The headers, in the order in which they came.
        public let headers: HTTPHeaders
        /// The bytes of the body.
        public let body: Data

        /// The body read as UTF-8.
        public var text: String { String(decoding: self.body, as: UTF8.self) }

        /// The cookies that it sets, but those that it takes away.
        public var cookies: [(name: String, value: String)] {
            self.headers["Set-Cookie"].compactMap { line in
                let pair = line.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                return pair.count == 2 && !pair[1].isEmpty ? (String(pair[0]), String(pair[1])) : nil
            }
        }
    }

    /// Lives as long as the tests do.
    public static let client: HTTPClient = {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        // Many sign in at once.
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 600
        configuration.httpVersion = .http1Only
        return HTTPClient(eventLoopGroup: HTTPClient.defaultEventLoopGroup, configuration: configuration)
    }()

    /// Sends a request and reads its answer, which has at most 32 MiB and must come within so many seconds.
    public static func send(
        _ method: HTTPMethod, _ address: String, body: (type: String, text: String)? = nil, headers: [String: String] = [:], within seconds: Int64 = 60
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: address)
        request.method = method
        for (name, value) in headers { request.headers.replaceOrAdd(name: name, value: value) }
        if let body {
            request.headers.replaceOrAdd(name: "Content-Type", value: body.type)
            request.body = .bytes(ByteBuffer(string: body.text))
        }
        let answer = try await self.client.execute(request, timeout: .seconds(seconds))
        let data = Data(try await answer.body.collect(upTo: 32 << 20).readableBytesView)
        return Answer(status: Int(answer.status.code), headers: answer.headers, body: data)
    }

    /// Sends an object of texts as JSON.
    public static func send(_ method: HTTPMethod, _ address: String, json: [String: String], headers: [String: String] = [:]) async throws -> Answer {
        try await self.send(method, address, body: ("application/json", String(decoding: try JSONEncoder().encode(json), as: UTF8.self)), headers: headers)
    }
}

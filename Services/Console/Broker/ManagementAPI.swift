import NIOHTTP1
import AsyncHTTPClient
import Foundation
import Messaging
import NIOCore

/// RabbitMQ's management API, as far as the console needs it.
struct ManagementAPI: Sendable {
    private let base: String
    private let authorization: String
    private let virtualHost: String

    /// - Parameter url: `http://user:password@host:port`.
    init(url: String, virtualHost: String) throws(ConsoleError) {
        guard let parts = URLComponents(string: url), let scheme = parts.scheme, ["http", "https"].contains(scheme), let host = parts.host,
            let user = parts.user, let password = parts.password
        else {
            throw ConsoleError("the address of the management API is not of the form http://user:password@host:port")
        }
        self.base = "\(scheme)://\(host)\(parts.port.map { ":\($0)" } ?? "")"
        self.authorization = "Basic " + Data("\(user):\(password)".utf8).base64EncodedString()
        self.virtualHost = Self.escape(virtualHost)
    }

    /// Every queue.
    func queues() async throws -> [QueueDepth] {
        let columns = "name,messages,messages_ready,messages_unacknowledged,consumers"
        let body = try await self.send("GET", "/api/queues/\(self.virtualHost)?columns=\(columns)", nil)
        return try JSONDecoder().decode([QueueDepth].self, from: body).sorted { $0.name < $1.name }
    }

    /// Sets a policy, or changes it to this.
    func put(_ policy: Policy) async throws {
        let body = try JSONEncoder().encode(PolicyBody(policy))
        _ = try await self.send("PUT", "/api/policies/\(self.virtualHost)/\(Self.escape(policy.name))", body)
    }

    /// Looks at the first messages of a queue; they stay in it.
    func peek(_ queue: String, count: Int) async throws -> [PeekedMessage] {
        let request = PeekRequest(count: count)
        let body = try await self.send("POST", "/api/queues/\(self.virtualHost)/\(Self.escape(queue))/get", JSONEncoder().encode(request))
        return try JSONDecoder().decode([PeekedMessage].self, from: body)
    }

    private func send(_ method: String, _ path: String, _ body: Data?) async throws -> Data {
        var request = HTTPClientRequest(url: self.base + path)
        request.method = .init(rawValue: method)
        request.headers.add(name: "authorization", value: self.authorization)
        request.headers.add(name: "content-type", value: "application/json")
        // The client takes an answer that shrinks well (many messages alike) for a decompression bomb.
        request.headers.add(name: "accept-encoding", value: "identity")
        if let body { request.body = .bytes(ByteBuffer(bytes: body)) }
        let response: HTTPClientResponse, answer: ByteBuffer
        do {
            response = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
            answer = try await response.body.collect(upTo: 32 << 20)
        } catch {
            throw ConsoleError("the management API at \(self.base) does not answer: \(error)")
        }
        switch response.status.code {
        case 200..<300: return Data(answer.readableBytesView)
        case 401: throw ConsoleError("the management API at \(self.base) refuses the user or password")
        case 404: throw ConsoleError("the management API at \(self.base) knows no \(path)")
        default: throw ConsoleError("the management API at \(self.base) answers \(response.status.code): \(String(buffer: answer).prefix(300))")
        }
    }

    /// Escapes everything that is not unreserved: a virtual host is often `/`.
    private static func escape(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(CharacterSet(charactersIn: "-._~"))) ?? text
    }
}

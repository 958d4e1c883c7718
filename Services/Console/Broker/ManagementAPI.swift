import NIOHTTP1
import AsyncHTTPClient
import Foundation
import Messaging
import NIOCore

/// The part of RabbitMQ's management API that the console needs.
struct ManagementAPI: Sendable {
    /// The user that the requests are made as.
    let user: String
    let password: String
    private let base: String
    private let authorization: String
    private let virtualHost: String

    /// Reads the API's address.
    ///
    /// - Parameter url: `http://user:password@host:port`.
    init(url: String, virtualHost: String) throws(ConsoleError) {
        guard let parts = URLComponents(string: url), let scheme = parts.scheme, ["http", "https"].contains(scheme), let host = parts.host,
            let user = parts.user, let password = parts.password
        else {
            throw ConsoleError("the address of the management API is not of the form http://user:password@host:port")
        }
        self.user = user
        self.password = password
        self.base = "\(scheme)://\(host)\(parts.port.map { ":\($0)" } ?? "")"
        self.authorization = "Basic " + Data("\(user):\(password)".utf8).base64EncodedString()
        self.virtualHost = Self.escape(virtualHost)
    }

    /// Reads every queue of this virtual host, or of another.
    func queues(in virtualHost: String? = nil) async throws -> [QueueDepth] {
        let columns = "name,messages,messages_ready,messages_unacknowledged,consumers"
        let host = virtualHost.map(Self.escape) ?? self.virtualHost
        let body = try await self.send("GET", "/api/queues/\(host)?columns=\(columns)", nil)
        return try JSONDecoder().decode([QueueDepth].self, from: body).sorted { $0.name < $1.name }
    }

    /// Creates a policy or replaces it. Where this version of the broker refuses the settings that only some versions know, they are left out.
    func put(_ policy: Policy) async throws {
        let path = "/api/policies/\(self.virtualHost)/\(Self.escape(policy.name))"
        if !policy.whereKnown.isEmpty {
            let answer = try await self.execute("PUT", path, JSONEncoder().encode(PolicyBody(policy, isWhole: true)))
            if (200..<300).contains(answer.status) { return }
            // Whatever else is wrong shows below as well.
        }
        _ = try await self.send("PUT", path, JSONEncoder().encode(PolicyBody(policy, isWhole: false)))
    }

    /// Reads the first messages of a queue, which stay in it.
    func peek(_ queue: String, count: Int) async throws -> [PeekedMessage] {
        let request = PeekRequest(count: count)
        let body = try await self.send("POST", "/api/queues/\(self.virtualHost)/\(Self.escape(queue))/get", JSONEncoder().encode(request))
        return try JSONDecoder().decode([PeekedMessage].self, from: body)
    }

    /// Deletes a queue that has no consumer and no message; returns whether it did.
    func deleteUnused(_ queue: String) async throws -> Bool {
        let answer = try await self.execute("DELETE", "/api/queues/\(self.virtualHost)/\(Self.escape(queue))?if-unused=true&if-empty=true", nil)
        return (200..<300).contains(answer.status)
    }

    // MARK: Users and their rights

    /// Returns whether the broker accepts the user and the password.
    func isAdmitted() async throws -> Bool { try await self.execute("GET", "/api/whoami", nil).status != 401 }

    /// Reads the names of all users.
    func users() async throws -> Set<String> {
        struct User: Decodable { let name: String }
        return Set(try JSONDecoder().decode([User].self, from: try await self.send("GET", "/api/users?columns=name", nil)).map(\.name))
    }

    /// Creates a user, or gives an existing one this password and, of all rights over the broker itself, only that of an administrator, if
    /// asked.
    func put(user: String, password: String, isAdministrator: Bool = false) async throws {
        let body = ["password": password, "tags": isAdministrator ? "administrator" : ""]
        _ = try await self.send("PUT", "/api/users/\(Self.escape(user))", JSONEncoder().encode(body))
    }

    /// Deletes a user, which ends its connections.
    func delete(user: String) async throws { _ = try await self.send("DELETE", "/api/users/\(Self.escape(user))", nil) }

    /// Creates a virtual host; one that exists stays as it is.
    func put(virtualHost: String) async throws { _ = try await self.send("PUT", "/api/vhosts/\(Self.escape(virtualHost))", Data("{}".utf8)) }

    /// Gives a user this permission in place of the one that it had in the virtual host.
    func put(_ permission: Permission) async throws {
        let body = ["configure": permission.configure, "write": permission.write, "read": permission.read]
        let path = "/api/permissions/\(Self.escape(permission.virtualHost))/\(Self.escape(permission.user))"
        _ = try await self.send("PUT", path, JSONEncoder().encode(body))
    }

    /// Gives a user this permission on the routing keys of an exchange in place of the one that it had there.
    func put(_ permission: TopicPermission) async throws {
        let body = ["exchange": permission.exchange, "write": permission.write, "read": permission.read]
        let path = "/api/topic-permissions/\(Self.escape(permission.virtualHost))/\(Self.escape(permission.user))"
        _ = try await self.send("PUT", path, JSONEncoder().encode(body))
    }

    // MARK: Asking

    private func send(_ method: String, _ path: String, _ body: Data?) async throws -> Data {
        let (status, answer) = try await self.execute(method, path, body)
        switch status {
        case 200..<300: return answer
        case 401: throw ConsoleError("the management API at \(self.base) refuses the user or password")
        case 404: throw ConsoleError("the management API at \(self.base) knows no \(path)")
        default: throw ConsoleError("the management API at \(self.base) answers \(status): \(String(decoding: answer, as: UTF8.self).prefix(300))")
        }
    }

    private func execute(_ method: String, _ path: String, _ body: Data?) async throws -> (status: UInt, answer: Data) {
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
        return (response.status.code, Data(answer.readableBytesView))
    }

    /// Escapes every character that is not unreserved in an address; a virtual host is often `/`.
    private static func escape(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(CharacterSet(charactersIn: "-._~"))) ?? text
    }
}

import AsyncHTTPClient
import NIOHTTP1
import OutgoingHTTP

/// Asks a provider over HTTP, and turns failures into faults of the provider.
struct ProviderHTTP: Sendable {
    struct Answer: Sendable {
        let status: UInt
        let type: String
        let body: [UInt8]
    }

    private let http: OutgoingHTTP

    init(client: HTTPClient) {
        // No answer of a provider is larger.
        self.http = OutgoingHTTP(client: client, most: 256 << 10)
    }

    static func makeClient() -> HTTPClient { OutgoingHTTP.makeClient(connecting: 3, reading: 5) }

    func get(_ address: String, headers: [(String, String)] = []) async throws -> Answer {
        try await self.send(.GET, address, headers, nil)
    }

    func post(_ address: String, _ form: String, headers: [(String, String)]) async throws -> Answer {
        try await self.send(.POST, address, headers + [("content-type", "application/x-www-form-urlencoded")], form)
    }

    /// Sends one request.
    ///
    /// - Throws: `ProviderFault.unreachable`.
    private func send(_ method: HTTPMethod, _ address: String, _ headers: [(String, String)], _ body: String?) async throws -> Answer {
        do {
            let answer = try await self.http.send(
                method, address, headers: headers + [("accept-encoding", "identity")], body: body, isRepeatable: method == .GET)
            return Answer(status: answer.status, type: answer.headers.first(name: "content-type") ?? "", body: answer.body)
        } catch let error as OutgoingHTTP.Unanswered {
            throw ProviderFault.unreachable(error.description)
        }
    }
}

import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Asks a provider over HTTP: no redirects, bounded answers, and a deadline for each question as a whole.
struct ProviderHTTP: Sendable {
    /// No answer of a provider is larger.
    static let most = 256 << 10
    static let patience: Duration = .seconds(8)

    struct Answer: Sendable {
        let status: UInt
        let type: String
        let body: [UInt8]
    }

    let client: HTTPClient

    static func makeClient() -> HTTPClient {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.timeout = .init(connect: .seconds(3), read: .seconds(5))
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    func get(_ address: String, headers: [(String, String)] = []) async throws -> Answer {
        try await self.send(.GET, address, headers, nil)
    }

    func post(_ address: String, _ form: String, headers: [(String, String)]) async throws -> Answer {
        try await self.send(.POST, address, headers + [("content-type", "application/x-www-form-urlencoded")], form)
    }

    /// - Throws: `ProviderFault.unreachable`.
    private func send(_ method: HTTPMethod, _ address: String, _ headers: [(String, String)], _ body: String?) async throws -> Answer {
        var request = HTTPClientRequest(url: address)
        request.method = method
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        request.headers.add(name: "accept-encoding", value: "identity")
        if let body { request.body = .bytes(ByteBuffer(string: body)) }
        let (asked, client) = (request, self.client)
        do {
            return try await withThrowingTaskGroup(of: Answer?.self) { group in
                group.addTask {
                    let response = try await client.execute(asked, timeout: .seconds(8))
                    let bytes = try await response.body.collect(upTo: Self.most)
                    return Answer(
                        status: response.status.code, type: response.headers.first(name: "content-type") ?? "", body: Array(bytes.readableBytesView))
                }
                group.addTask {
                    try await Task.sleep(for: Self.patience)
                    return nil
                }
                defer { group.cancelAll() }
                guard case .some(.some(let answer)) = try await group.next() else { throw ProviderFault.unreachable("no answer in time") }
                return answer
            }
        } catch let fault as ProviderFault {
            throw fault
        } catch {
            throw ProviderFault.unreachable("\(error)")
        }
    }

}

public import AsyncHTTPClient
import NIOCore
public import NIOHTTP1

/// Asks others over HTTP: without following redirects, with bounded answers, and with a deadline for each question as a whole.
public struct OutgoingHTTP: Sendable {
    /// What the other side answered, read to its end.
    public struct Answer: Sendable {
        /// The HTTP status.
        public let status: UInt
        /// The headers of the answer.
        public let headers: HTTPHeaders
        /// The bytes of the answer, at most as many as the client takes.
        public let body: [UInt8]
    }

    /// Thrown when nobody answered in time, or what came was no answer.
    public struct Unanswered: Error, CustomStringConvertible {
        /// Why there is no answer, in English.
        public let description: String
        /// Whether the other side closed the connection before it answered, as it may do with one that was kept for the next question.
        var wasClosed = false
    }

    private let client: HTTPClient
    /// The most bytes that an answer may have.
    private let most: Int
    private let patience: Duration

    /// Asks by a client; an answer has at most `most` bytes, and a question takes at most `patience`.
    public init(client: HTTPClient, most: Int, patience: Duration = .seconds(8)) {
        self.client = client
        self.most = most
        self.patience = patience
    }

    /// Makes a client that waits for so many seconds at most until it is connected, and between two pieces of an answer. Whoever makes it
    /// shuts it down.
    public static func makeClient(connecting: Int64, reading: Int64) -> HTTPClient {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.timeout = .init(connect: .seconds(connecting), read: .seconds(reading))
        // Sooner than servers and balancers give a kept connection up, so that few questions meet one that is being closed.
        configuration.connectionPool.idleTimeout = .seconds(10)
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    /// Asks, and asks once more where a kept connection was closed meanwhile, if the question may come twice.
    ///
    /// - Parameter isRepeatable: Whether asking twice is the same as asking once.
    /// - Throws: `Unanswered`.
    public func send(
        _ method: HTTPMethod, _ address: String, headers: [(String, String)], body: String? = nil, isRepeatable: Bool = false
    ) async throws -> Answer {
        do {
            return try await self.sendOnce(method, address, headers: headers, body: body)
        } catch let unanswered as Unanswered where unanswered.wasClosed && isRepeatable {
            return try await self.sendOnce(method, address, headers: headers, body: body)
        }
    }

    private func sendOnce(_ method: HTTPMethod, _ address: String, headers: [(String, String)], body: String?) async throws -> Answer {
        var request = HTTPClientRequest(url: address)
        request.method = method
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        if let body { request.body = .bytes(ByteBuffer(string: body)) }
        let (asked, client, most, patience) = (request, self.client, self.most, self.patience)
        do {
            return try await withThrowingTaskGroup(of: Answer?.self) { group in
                group.addTask {
                    let response = try await client.execute(asked, timeout: .seconds(Int64(patience.components.seconds)))
                    let bytes = try await response.body.collect(upTo: most)
                    return Answer(status: response.status.code, headers: response.headers, body: Array(bytes.readableBytesView))
                }
                group.addTask {
                    try await Task.sleep(for: patience)
                    return nil
                }
                defer { group.cancelAll() }
                guard case .some(.some(let answer)) = try await group.next() else { throw Unanswered(description: "no answer in time") }
                return answer
            }
        } catch let error as Unanswered {
            throw error
        } catch {
            throw Unanswered(description: "\(error)", wasClosed: (error as? HTTPClientError) == .remoteConnectionClosed)
        }
    }
}

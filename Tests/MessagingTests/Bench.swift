import Logging
@testable import Messaging
import Testing

/// A logger that says nothing.
let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

/// What was awaited at this place did not come in time.
struct TooLate: Error { let place: SourceLocation }

/// Asks every few milliseconds until it holds.
func eventually(
    within limit: Duration = .seconds(20), at place: SourceLocation = #_sourceLocation, _ condition: () async throws -> Bool
) async throws {
    let deadline = ContinuousClock.now + limit
    while try await !condition() {
        guard ContinuousClock.now < deadline else { throw TooLate(place: place) }
        try await Task.sleep(for: .milliseconds(10))
    }
}

/// Runs a publisher beside `body`.
func withPublisher<Value: Sendable>(
    _ url: String, options: ConnectionOptions = ConnectionOptions(), _ body: (ConfirmedPublisher) async throws -> Value
) async throws -> Value {
    let publisher = ConfirmedPublisher(address: try BrokerAddress(url: url), name: "test publish", options: options, logger: silent)
    async let running: Void = publisher.run()
    defer { publisher.stop() }
    try await eventually { publisher.absence == nil }
    let value = try await body(publisher)
    publisher.stop()
    await running
    return value
}

/// Runs a consumer beside `body`, which begins once it consumes unless it is not `awaited`.
func withConsumer<Value: Sendable>(
    _ url: String, _ source: ConsumerSource, prefetch: UInt16 = 1_000, batch: BatchLimits = BatchLimits(),
    pauses: Backoff = Backoff(first: .milliseconds(50), longest: .milliseconds(200)),
    awaited: Bool = true, readiness: @escaping @Sendable () async -> String? = { nil }, onSubscribed: @escaping @Sendable () async throws -> Void = {},
    handle: @escaping @Sendable ([Delivery]) async throws -> Void, _ body: (BatchConsumer) async throws -> Value
) async throws -> Value {
    let consumer = BatchConsumer(
        address: try BrokerAddress(url: url), source: source, prefetch: prefetch, batch: batch, pauses: pauses, name: "test consume", logger: silent)
    async let running: Void = consumer.run(readiness: readiness, onSubscribed: onSubscribed, handle: handle)
    defer { consumer.stop() }
    if awaited { try await eventually { consumer.absence == nil } }
    let value = try await body(consumer)
    consumer.stop()
    await running
    return value
}

/// Runs an RPC client beside `body`.
func withClient<Value: Sendable>(_ url: String, limit: Int = 1_000, _ body: (RPCClient) async throws -> Value) async throws -> Value {
    let client = RPCClient(address: try BrokerAddress(url: url), name: "test ask", limit: limit, logger: silent)
    async let running: Void = client.run()
    defer { client.stop() }
    try await eventually { client.absence == nil }
    let value = try await body(client)
    client.stop()
    await running
    return value
}

/// Runs an RPC server beside `body`.
func withServer<Value: Sendable>(
    _ url: String, queue: String, concurrency: Int = 16, handle: @escaping @Sendable (RPCRequest) async -> RPCReply,
    _ body: (RPCServer) async throws -> Value
) async throws -> Value {
    let server = RPCServer(
        address: try BrokerAddress(url: url), queue: queue, concurrency: concurrency, name: "test answer", logger: silent)
    async let running: Void = server.run(handle)
    defer { server.stop() }
    try await eventually { server.absence == nil }
    let value = try await body(server)
    server.stop()
    await running
    return value
}

/// The code that a call failed with; nothing when it did not.
func failure(_ body: () async throws -> Void) async -> MessagingError.Code? {
    do {
        try await body()
        return nil
    } catch {
        return (error as? MessagingError)?.code
    }
}

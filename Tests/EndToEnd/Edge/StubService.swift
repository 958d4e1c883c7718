import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// A service for a `PrivateEdge`. It tells what reached it, and is always ready.
struct StubService: Sendable {
    /// A request as it arrived.
    struct Seen: Codable, Sendable {
        let by: String
        let forwardedFor: [String]
        let bytes: Int
    }

    /// Runs a service on a free port while `body` runs.
    static func running<Result: Sendable>(
        _ name: String, _ body: @escaping @Sendable (_ port: Int) async throws -> Result
    ) async throws -> Result {
        let (ports, found) = AsyncStream.makeStream(of: Int.self)
        let application = Application(
            router: self.router(name), configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in
                found.yield(channel.localAddress?.port ?? 0)
                found.finish()
            })
        return try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask {
                try await application.run()
                return nil
            }
            group.addTask {
                var port = 0
                for await one in ports { port = one }
                return try await body(port)
            }
            defer { group.cancelAll() }
            while let result = try await group.next() {
                if let result { return result }
            }
            throw CancellationError()
        }
    }

    /// Runs several services, `name-1` and so on, while `body` runs.
    static func running<Result: Sendable>(
        _ count: Int, _ name: String, ports: [Int] = [], _ body: @escaping @Sendable (_ ports: [Int]) async throws -> Result
    ) async throws -> Result {
        guard ports.count < count else { return try await body(ports) }
        return try await self.running("\(name)-\(ports.count + 1)") { port in
            try await self.running(count, name, ports: ports + [port], body)
        }
    }

    private static func router(_ name: String) -> Router<BasicRequestContext> {
        let router = Router()
        for path in ["/healthz", "/readyz"] as [RouterPath] { router.get(path) { _, _ in HTTPResponse.Status.ok } }
        router.get("/v1/events") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "text/event-stream"],
                body: ResponseBody { writer in
                    while !Task.isCancelled {
                        try await writer.write(ByteBuffer(string: ":\n\n"))
                        try await Task.sleep(for: .milliseconds(200))
                    }
                    try await writer.finish(nil)
                })
        }
        // A router that knows `/v1` for the stream finds no other match of it.
        for path in ["/", "**", "/v1/**"] as [RouterPath] {
            router.get(path) { request, _ in try await self.answer(name, request) }
            router.post(path) { request, _ in try await self.answer(name, request) }
        }
        return router
    }

    private static func answer(_ name: String, _ request: Request) async throws -> Response {
        var bytes = 0
        for try await piece in request.body { bytes += piece.readableBytes }
        let forwarded = HTTPField.Name("X-Forwarded-For").map { request.headers[values: $0] } ?? []
        let seen = try JSONEncoder().encode(Seen(by: name, forwardedFor: forwarded, bytes: bytes))
        return Response(status: .ok, headers: [.contentType: "application/json"], body: ResponseBody(byteBuffer: ByteBuffer(bytes: seen)))
    }
}

import Answering
import AsyncHTTPClient
import Logging
import Mortality
import NIOCore
import NIOPosix
import Testing
import Threading
import Web

@testable import Portal

/// What Portal does with what Ingest answers, and with what it does not.
@Suite("The door of Ingest")
struct IngestDoorTests {
    /// A server that closes its first connections when it is asked something, and answers the same on all later ones.
    private final class ClosingServer: ChannelInboundHandler, Sendable {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        /// How many connections it closes still.
        private let toClose: Locked<Int>
        private let asked = Locked(0)
        private let answer: String

        init(closing: Int, answer: String) {
            self.toClose = Locked(closing)
            self.answer = answer
        }

        var questions: Int { self.asked.withLock { $0 } }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            self.asked.withLock { $0 += 1 }
            let closes = self.toClose.withLock { left in
                defer { left = max(0, left - 1) }
                return left > 0
            }
            if closes { return context.close(promise: nil) }
            context.writeAndFlush(self.wrapOutboundOut(ByteBuffer(string: self.answer)), promise: nil)
        }
    }

    private func asking(_ server: ClosingServer, _ body: (IngestDoor) async throws -> Void) async throws {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { $0.pipeline.addHandler(server) }
            .bind(host: "127.0.0.1", port: 0).get()
        let client = IngestDoor.makeClient()
        let port = channel.localAddress?.port ?? 0
        try await body(IngestDoor(client: client, address: "http://127.0.0.1:\(port)", logger: Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() }))
        try await client.shutdown()
        try await channel.close().get()
    }

    @Test("A connection that was closed meanwhile is no closed door: it is asked once more, and not for ever", arguments: [(0, 1), (1, 2), (2, 2)])
    func closedConnection(closing: Int, questions: Int) async throws {
        let server = ClosingServer(closing: closing, answer: "HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n")
        let id = try DeclarationID("9f0e5b0a-8a7c-4a3e-9d50-5e1f6f9a1b2c")
        try await self.asking(server) { door in
            do {
                let standing = try await door.standing(of: id, receipt: nil, with: "token", in: .usual)
                #expect(closing < 2)
                #expect(standing == nil)
            } catch {
                #expect(error is DoorClosed)
                #expect(closing == 2)
            }
            #expect(server.questions == questions)
        }
    }

    @Test("What says to come again later is a closed door, with how long it asked for")
    func later() async throws {
        let server = ClosingServer(closing: 0, answer: "HTTP/1.1 429 Too Many Requests\r\nretry-after: 3\r\ncontent-length: 0\r\n\r\n")
        let id = try DeclarationID("9f0e5b0a-8a7c-4a3e-9d50-5e1f6f9a1b2c")
        try await self.asking(server) { door in
            let refused = await #expect(throws: DoorClosed.self) { try await door.standing(of: id, receipt: nil, with: "token", in: .usual) }
            #expect(refused?.retryAfter == 3)
        }
    }
}

import NIOCore
import NIOPosix
import Synchronization

/// The network between a browser and a house: a TCP forwarder on loopback that can be cut, as a cable is, and mended.
///
/// What a browser calls "offline" does not reach its service workers; this does. Cut, nobody is connected to it any more, and nobody can. It
/// can also lose what the house answers, as a network does that breaks at the wrong moment, and change words of it on the way.
public final class Cable: Sendable {
    private struct State {
        var listener: (any Channel)?
        var channels: [ObjectIdentifier: any Channel] = [:]
        var port = 0
        var losesAnswers = false
        var received = 0
        var change: (from: [UInt8], to: [UInt8])?
    }

    /// Hands what comes on one side to the other, and closes both together.
    private final class Side: ChannelInboundHandler, Sendable {
        typealias InboundIn = ByteBuffer

        private let other: any Channel
        private let passing: @Sendable (ByteBuffer) -> ByteBuffer?

        init(other: any Channel, passing: @escaping @Sendable (ByteBuffer) -> ByteBuffer?) {
            self.other = other
            self.passing = passing
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            if let bytes = self.passing(self.unwrapInboundIn(data)) { self.other.writeAndFlush(bytes, promise: nil) }
        }
        func channelInactive(context: ChannelHandlerContext) { self.other.close(promise: nil) }
        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }

    private let target: Int
    private let state = Mutex(State())

    private init(target: Int) { self.target = target }

    /// Lays one to a port of this machine, hands its own address over, and takes it away when `body` is through.
    public static func with<Result: Sendable>(to port: Int, _ body: (Cable) async throws -> Result) async throws -> Result {
        let cable = Cable(target: port)
        try await cable.mend()
        do {
            let result = try await body(cable)
            await cable.cut()
            return result
        } catch {
            await cable.cut()
            throw error
        }
    }

    /// Where the house is reached by this cable.
    public var port: Int { self.state.withLock { $0.port } }
    /// The address at which the house is reached by this cable.
    public var url: String { "http://127.0.0.1:\(self.port)" }
    /// How many bytes the house has sent by it.
    public var received: Int { self.state.withLock { $0.received } }

    /// Connects it: at the first time on a free port, later on the same.
    public func mend() async throws {
        let (isWhole, port) = self.state.withLock { ($0.listener != nil, $0.port) }
        guard !isWhole else { return }
        let target = self.target
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.autoRead, value: false)
            .childChannelInitializer { inbound in
                self.keep(inbound)
                return ClientBootstrap(group: inbound.eventLoop).connectTimeout(.seconds(5)).connect(host: "127.0.0.1", port: target).flatMap { outbound in
                    self.keep(outbound)
                    return outbound.pipeline.addHandler(Side(other: inbound, passing: self.answer)).flatMap {
                        inbound.pipeline.addHandler(Side(other: outbound) { $0 })
                    }
                    .flatMap { inbound.setOption(.autoRead, value: true) }
                }
            }
            .bind(host: "127.0.0.1", port: port).get()
        self.state.withLock {
            $0.listener = listener
            $0.port = listener.localAddress?.port ?? 0
        }
    }

    /// From now on what the house answers is lost, and what it is asked arrives; or no longer.
    public func loseAnswers(_ isLosing: Bool) { self.state.withLock { $0.losesAnswers = isLosing } }

    /// From now on these words are changed wherever the house says them within one piece of an answer. They are as long as what replaces them.
    public func change(_ words: String, to others: String) {
        precondition(words.utf8.count == others.utf8.count)
        self.state.withLock { $0.change = (Array(words.utf8), Array(others.utf8)) }
    }

    /// What arrives of a piece of an answer.
    @Sendable private func answer(_ bytes: ByteBuffer) -> ByteBuffer? {
        let (isLost, change) = self.state.withLock { state in
            state.received += bytes.readableBytes
            return (state.losesAnswers, state.change)
        }
        guard !isLost else { return nil }
        guard let change, var at = bytes.readableBytesView.firstRange(of: change.from)?.lowerBound else { return bytes }
        var changed = bytes
        while true {
            changed.setBytes(change.to, at: at)
            guard let next = bytes.readableBytesView[(at + change.from.count)...].firstRange(of: change.from)?.lowerBound else { return changed }
            at = next
        }
    }

    /// Cuts it: every connection ends at once, and no other is taken.
    public func cut() async {
        let (listener, channels) = self.state.withLock { state in
            defer { (state.listener, state.channels) = (nil, [:]) }
            return (state.listener, Array(state.channels.values))
        }
        try? await listener?.close().get()
        for channel in channels { try? await channel.close().get() }
    }

    private func keep(_ channel: any Channel) {
        let id = ObjectIdentifier(channel)
        self.state.withLock { $0.channels[id] = channel }
        channel.closeFuture.whenComplete { _ in self.state.withLock { $0.channels[id] = nil } }
    }
}

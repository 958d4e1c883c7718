import NIOCore
import NIOHTTPTypes

/// Closes a connection whose request does not come to its end in time: a client that sends a byte now and then would hold
/// it for ever, since every byte makes it look alive.
final class RequestDeadlines: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart

    private let limits: HTTPServerLimits
    private var deadline: Scheduled<Void>?

    init(_ limits: HTTPServerLimits) { self.limits = limits }

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { self.expect(within: self.limits.header, on: context.channel) }
    }

    func channelActive(context: ChannelHandlerContext) {
        self.expect(within: self.limits.header, on: context.channel)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch self.unwrapInboundIn(data) {
        case .head: self.expect(within: self.limits.body, on: context.channel)
        case .body: break
        case .end: self.cancel()
        }
        context.fireChannelRead(data)
    }

    func channelInactive(context: ChannelHandlerContext) {
        self.cancel()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { self.cancel() }

    private func expect(within limit: Duration, on channel: any Channel) {
        self.cancel()
        self.deadline = channel.eventLoop.scheduleTask(in: TimeAmount(limit)) { channel.close(promise: nil) }
    }

    private func cancel() {
        self.deadline?.cancel()
        self.deadline = nil
    }
}

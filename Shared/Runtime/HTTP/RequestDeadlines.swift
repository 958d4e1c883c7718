import HummingbirdCore
import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Ends a request that does not come to its end: a client that sends a byte now and then would hold its connection for ever,
/// since every byte makes it look alive.
///
/// Headers have a time to be complete in, counted from their first byte; a body must go on (`BodyPace`). What does not is
/// answered 408, and its connection closed.
final class RequestDeadlines: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// What is awaited from the client.
    private enum Awaited {
        /// Nothing is awaited: the request is whole, or no other has begun.
        case nothing
        case headers(until: NIODeadline)
        /// The rest of a body is awaited.
        ///
        /// - Parameter since: From when on somebody reads; nothing while nobody does.
        case body(BodyPace, since: NIODeadline?)
    }

    /// How long a service has to say 408 once a body is given up, and the client to read it.
    private static let farewell = TimeAmount.seconds(5)

    private let limits: HTTPServerLimits
    private var awaited = Awaited.nothing
    /// How many requests have no whole answer yet.
    private var owed = 0
    private var timer: (at: NIODeadline, task: Scheduled<Void>)?

    init(_ limits: HTTPServerLimits) { self.limits = limits }

    func handlerAdded(context: ChannelHandlerContext) {
        // Where parts of requests are seen, a request is seen only once its headers are complete.
        try? context.pipeline.syncOperations.addHandler(FirstByte { [weak self] in self?.bytesCame(context) }, position: .first)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch self.unwrapInboundIn(data) {
        case .head:
            self.owed += 1
            self.awaited = .body(
                BodyPace(patience: self.limits.body, bytesPerSecond: self.limits.bodyBytesPerSecond), since: .now())
            self.wake(at: .now() + TimeAmount(self.limits.body), context)
        case .body(let bytes):
            if case .body(var pace, let since) = self.awaited {
                let now = NIODeadline.now()
                if let since { pace.waited(Duration(now - since)) }
                pace.came(bytes.readableBytes)
                self.awaited = .body(pace, since: since == nil ? nil : now)
            }
        case .end: self.awaited = .nothing
        }
        context.fireChannelRead(data)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if case .body(var pace, let since?) = self.awaited {
            pace.waited(Duration(.now() - since))
            self.awaited = .body(pace, since: nil)
        }
        context.fireChannelReadComplete()
    }

    func read(context: ChannelHandlerContext) {
        if case .body(let pace, nil) = self.awaited { self.awaited = .body(pace, since: .now()) }
        context.read()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = self.unwrapOutboundIn(data) { self.owed = max(self.owed - 1, 0) }
        context.write(data, promise: promise)
    }

    func channelInactive(context: ChannelHandlerContext) {
        self.stop()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { self.stop() }

    /// Notes that bytes came, of whatever kind.
    private func bytesCame(_ context: ChannelHandlerContext) {
        guard case .nothing = self.awaited else { return }
        let deadline = NIODeadline.now() + TimeAmount(self.limits.header)
        self.awaited = .headers(until: deadline)
        self.wake(at: deadline, context)
    }

    /// Has `look` called at an instant or before. A timer that is set already is left alone: setting one for each request of a busy connection
    /// would cost more than looking in vain.
    private func wake(at deadline: NIODeadline, _ context: ChannelHandlerContext) {
        if let timer {
            guard timer.at > deadline else { return }
            timer.task.cancel()
        }
        let task = context.eventLoop.assumeIsolatedUnsafeUnchecked().scheduleTask(deadline: deadline) { [weak self] in
            self?.timer = nil
            self?.look(context)
        }
        self.timer = (deadline, task)
    }

    private func look(_ context: ChannelHandlerContext) {
        let now = NIODeadline.now()
        switch self.awaited {
        case .nothing: break
        case .headers(let deadline):
            if now >= deadline { self.giveUp(context, isAnswerable: self.owed == 0) } else { self.wake(at: deadline, context) }
        case .body(var pace, let since):
            if let since { pace.waited(Duration(now - since)) }
            if since != nil, pace.isOver {
                self.giveUp(context, isAnswerable: false)
            } else {
                self.wake(at: now + max(TimeAmount(pace.left), .milliseconds(1)), context)
            }
        }
    }

    /// Ends a request that took too long: with 408 and a closed connection.
    ///
    /// - Parameter isAnswerable: Whether no service has begun to treat the request, so that the answer comes from here.
    private func giveUp(_ context: ChannelHandlerContext, isAnswerable: Bool) {
        self.awaited = .nothing
        let problem = Problem.timedOut
        if isAnswerable {
            context.write(self.wrapOutboundOut(.head(problem.response.head)), promise: nil)
            context.write(self.wrapOutboundOut(.body(ByteBuffer(string: problem.document))), promise: nil)
            context.writeAndFlush(self.wrapOutboundOut(.end(nil)), promise: nil)
            context.close(promise: nil)
        } else if self.owed == 0 {
            // It was answered before its body was there.
            context.close(promise: nil)
        } else {
            // Who reads the body learns of it, and answers.
            context.fireErrorCaught(problem)
            let channel = context.channel
            channel.eventLoop.scheduleTask(in: Self.farewell) { channel.close(promise: nil) }
        }
    }

    private func stop() {
        self.awaited = .nothing
        self.timer?.task.cancel()
        self.timer = nil
    }
}

/// Calls back whenever bytes come, before they are parsed.
private final class FirstByte: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer

    private let tell: () -> Void

    init(_ tell: @escaping () -> Void) { self.tell = tell }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        self.tell()
        context.fireChannelRead(data)
    }
}

extension Duration {
    /// Turns a span of NIO's clock into a duration.
    fileprivate init(_ amount: TimeAmount) { self = .nanoseconds(amount.nanoseconds) }
}

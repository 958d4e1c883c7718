import Foundation
import Glibc

/// A peer that speaks AMQP byte by byte, as a test tells it: what no real broker would send, or how one stays silent.
final class FakeBroker: Sendable {
    /// What a script sees of one connection.
    struct Session {
        let socket: Int32

        /// The protocol went another way than the script expects, or the client left.
        struct Ended: Error {}

        struct Frame {
            let type: UInt8
            let channel: UInt16
            let payload: [UInt8]
            /// Class and method, of a method frame.
            var method: [Int] { payload.count < 4 ? [] : [Int(payload[0]) << 8 | Int(payload[1]), Int(payload[2]) << 8 | Int(payload[3])] }
        }

        func read(_ count: Int) throws -> [UInt8] {
            var bytes = [UInt8](repeating: 0, count: count)
            var have = 0
            while have < count {
                let got = bytes[have...].withUnsafeMutableBytes { Glibc.read(socket, $0.baseAddress, $0.count) }
                guard got > 0 else { throw Ended() }
                have += got
            }
            return bytes
        }

        func write(_ bytes: [UInt8]) throws {
            var sent = 0
            while sent < bytes.count {
                let wrote = bytes[sent...].withUnsafeBytes { send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
                guard wrote > 0 else { throw Ended() }
                sent += wrote
            }
        }

        /// The next frame that is not a heartbeat.
        func frame() throws -> Frame {
            while true {
                let head = try read(7)
                let size = head[3...6].reduce(0) { $0 << 8 | Int($1) }
                let rest = try read(size + 1)
                if head[0] != 8 { return Frame(type: head[0], channel: UInt16(head[1]) << 8 | UInt16(head[2]), payload: Array(rest.dropLast())) }
            }
        }

        /// Reads frames until one is this method.
        @discardableResult
        func expect(_ classID: Int, _ methodID: Int) throws -> Frame {
            while true {
                let frame = try frame()
                if frame.type == 1, frame.method == [classID, methodID] { return frame }
            }
        }

        func method(_ channel: UInt16, _ classID: UInt16, _ methodID: UInt16, _ arguments: [UInt8] = []) throws {
            try write(AMQPBytes.frame(1, channel, AMQPBytes.short(classID) + AMQPBytes.short(methodID) + arguments))
        }

        /// The handshake, up to the open channel. Answers the seconds of the heartbeat that the client settled on.
        @discardableResult
        func login(heartbeat: UInt16 = 10) throws -> UInt16 {
            _ = try read(8)
            try method(0, 10, 10, [0, 9] + AMQPBytes.table([]) + AMQPBytes.longText("PLAIN") + AMQPBytes.longText("en_US"))
            try expect(10, 11)
            try method(0, 10, 30, AMQPBytes.short(2_047) + AMQPBytes.long(131_072) + AMQPBytes.short(heartbeat))
            let tuned = try expect(10, 31).payload.suffix(2)
            try expect(10, 40)
            try method(0, 10, 41, [0])
            try expect(20, 10)
            try method(1, 20, 11, AMQPBytes.long(0))
            return tuned.reduce(0) { $0 << 8 | UInt16($1) }
        }

        /// The handshake, and confirm mode.
        func loginConfirming(heartbeat: UInt16 = 10) throws {
            try login(heartbeat: heartbeat)
            try expect(85, 10)
            try method(1, 85, 11)
        }

        /// The handshake, and a consumer.
        func loginConsuming() throws {
            try login()
            try expect(60, 10)
            try method(1, 60, 11)
            try expect(60, 20)
            try method(1, 60, 21, AMQPBytes.shortText("c"))
        }

        /// Reads until the client leaves.
        func drain() { while (try? read(1)) != nil {} }

        /// Stays without reading anything, until the client has left (`POLLRDHUP`).
        func ignore() {
            var descriptor = pollfd(fd: socket, events: 0x2000, revents: 0)
            _ = poll(&descriptor, 1, 60_000)
        }
    }

    let url: String
    private let listener: Int32

    /// Listens on a free port of the loopback; each connection is given to the script on a thread of its own.
    init(_ script: @escaping @Sendable (Session) throws -> Void) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(listener, pointer, length) == 0 && listen(listener, 16) == 0 && getsockname(listener, pointer, &length) == 0
            }
        }
        guard bound else { throw Session.Ended() }
        self.listener = listener
        url = "amqp://u:p@127.0.0.1:\(UInt16(bigEndian: address.sin_port))/"
        Thread.detachNewThread {
            while true {
                let client = accept(listener, nil, nil)
                guard client >= 0 else { return }
                Thread.detachNewThread {
                    defer { close(client) }
                    try? script(Session(socket: client))
                }
            }
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }
}

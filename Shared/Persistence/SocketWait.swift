import Glibc

/// Waits on a socket with a deadline of our own, since libpq's blocking calls have none.
enum SocketWait {
    enum Outcome { case ready, timedOut }

    /// Waits until the socket can be read (or also written).
    static func wait(_ descriptor: Int32, writing: Bool, until deadline: ContinuousClock.Instant?) -> Outcome {
        while true {
            var poller = pollfd(fd: descriptor, events: Int16(writing ? POLLIN | POLLOUT : POLLIN), revents: 0)
            let left = deadline.map { ContinuousClock.now.duration(to: $0) }
            if let left, left <= .zero { return .timedOut }
            let patience = left.map { Int32(clamping: Swift.max(1, $0.wholeMilliseconds)) } ?? -1
            let ready = poll(&poller, 1, patience)
            if ready > 0 || (ready < 0 && errno != EINTR) { return .ready }
        }
    }

    /// Tells whether there is something to read now.
    static func isReadable(_ descriptor: Int32) -> Bool {
        var poller = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&poller, 1, 0) != 0
    }
}

import Glibc
import Mortality
import Threading

/// A descriptor that log lines are written to, and that never holds a service up.
///
/// A reader that stalls costs the first line a tenth of a second and the lines after it nothing: they are dropped and
/// counted, and told of in one line once the reader reads again. The same holds for a disk that is full.
public final class LogOutput: Sendable {
    /// The process's standard error, where the supervisor collects it.
    public static let standardError = LogOutput(descriptor: STDERR_FILENO)

    private struct State {
        /// Whether the last write was given up because nobody read.
        var isStalled = false
        /// Whether the last line was cut short, so that the next one must begin on a line of its own.
        var isCut = false
        var dropped = 0
    }

    /// How many bytes a pipe that can be written to accepts for certain without making the writer wait.
    private static let piece = 4_096
    /// How long a line waits for a reader that kept up so far, in milliseconds.
    private static let patience: Int32 = 100

    private let descriptor: Int32
    /// Whether the descriptor is a file's, which accepts what it is given at once; of a pipe, a socket or a terminal one must ask.
    private let isFile: Bool
    private let state = Locked(State())

    /// Makes an output that writes to a descriptor.
    ///
    /// - Parameter descriptor: Stays the caller's, who keeps it open.
    public init(descriptor: Int32) {
        self.descriptor = descriptor
        var status = stat()
        self.isFile = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// How many lines were dropped since the last that was written.
    public var dropped: Int { self.state.withLock { $0.dropped } }

    /// Writes a line whole, or drops it.
    public func write(_ line: String) {
        self.state.withLock { state in
            if state.dropped > 0, self.put(Self.notice(state.dropped), &state) { state.dropped = 0 }
            if state.dropped > 0 || !self.put(line, &state) { state.dropped += 1 }
        }
    }

    private static func notice(_ dropped: Int) -> String {
        "{\"time\":\"\(Instant.now.text)\",\"level\":\"warning\",\"message\":\"log lines were dropped: nobody took them\",\"dropped\":\"\(dropped)\"}\n"
    }

    private func put(_ line: String, _ state: inout State) -> Bool {
        let bytes = Array(((state.isCut ? "\n" : "") + line).utf8)
        var written = 0
        while written < bytes.count {
            let count = self.isWritable(within: state.isStalled ? 0 : Self.patience) ? self.write(bytes[written...].prefix(Self.piece)) : nil
            guard let count else {
                state.isStalled = true
                state.isCut = state.isCut || written > 0
                return false
            }
            written += count
        }
        state.isStalled = false
        state.isCut = false
        return true
    }

    /// Writes bytes and returns how many were accepted; `nil` when the descriptor accepts none.
    private func write(_ bytes: ArraySlice<UInt8>) -> Int? {
        let count = bytes.withUnsafeBytes { Glibc.write(self.descriptor, $0.baseAddress, $0.count) }
        if count >= 0 { return count }
        return errno == EINTR || errno == EAGAIN ? 0 : nil
    }

    private func isWritable(within milliseconds: Int32) -> Bool {
        if self.isFile { return true }
        var wanted = pollfd(fd: self.descriptor, events: Int16(POLLOUT), revents: 0)
        let count = poll(&wanted, 1, milliseconds)
        return count > 0 && wanted.revents & Int16(POLLOUT) != 0
    }
}

import Glibc

/// A pipe whose reading end becomes readable when somebody rings, so that `poll(2)` waits for jobs and sockets at once.
struct Doorbell: ~Copyable {
    let reading: Int32
    private let writing: Int32

    init() throws(ThreadingError) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw ThreadingError("pipe", errno) }
        for end in ends {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        self.reading = ends[0]
        self.writing = ends[1]
    }

    deinit {
        close(self.reading)
        close(self.writing)
    }

    /// Makes the reading end readable; a full pipe is readable already.
    borrowing func ring() {
        var byte: UInt8 = 0
        _ = write(self.writing, &byte, 1)
    }

    /// Reads the pipe empty.
    borrowing func silence() {
        withUnsafeTemporaryAllocation(byteCount: 256, alignment: 1) { buffer in
            while read(self.reading, buffer.baseAddress, buffer.count) == buffer.count {}
        }
    }
}

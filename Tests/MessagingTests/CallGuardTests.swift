import Glibc
@testable import Messaging
import Testing

@Suite struct CallGuardTests {
    @Test("Overdue only while a call is under way, and after its limit")
    func deadline() {
        let callGuard = CallGuard()
        let now = ContinuousClock.now
        #expect(!callGuard.isOverdue(at: now + .seconds(3_600)))
        callGuard.enter(.seconds(10))
        #expect(!callGuard.isOverdue(at: now + .seconds(9)))
        #expect(callGuard.isOverdue(at: now + .seconds(60)))
        callGuard.leave()
        #expect(!callGuard.isOverdue(at: now + .seconds(3_600)))
        callGuard.enter(.seconds(100))
        #expect(!callGuard.isOverdue(at: now + .seconds(60)), "a new call has a limit of its own")
    }

    @Test("Shutting down ends a read that hangs, and leaves the descriptor to its owner")
    func endsTheCall() throws {
        var ends: [Int32] = [-1, -1]
        try #require(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
        defer { for end in ends { close(end) } }
        let callGuard = CallGuard()
        callGuard.shutDown()
        callGuard.protect(ends[0])
        callGuard.protect(-1)
        callGuard.shutDown()
        var byte: UInt8 = 7
        #expect(write(ends[1], &byte, 1) == 1, "a socket that is protected no longer is left alone")
        #expect(read(ends[0], &byte, 1) == 1)
        callGuard.protect(ends[0])
        callGuard.shutDown()
        #expect(read(ends[0], &byte, 1) == 0)
        #expect(fcntl(ends[0], F_GETFD) >= 0)
    }
}

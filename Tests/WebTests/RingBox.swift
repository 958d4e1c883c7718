import Runtime
import Threading

/// Keys that change while a test runs.
final class RingBox: Sendable {
    private let ring = Locked(KeyRing())

    var value: KeyRing { self.ring.withLock { $0 } }

    func set(_ ring: KeyRing) { self.ring.withLock { $0 = ring } }
}

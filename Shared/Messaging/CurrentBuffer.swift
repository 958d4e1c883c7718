import Threading

/// The buffer of the connection that is open now.
final class CurrentBuffer: Sendable {
    private let state = Locked(DeliveryBuffer(limits: BatchLimits()))

    var buffer: DeliveryBuffer { self.state.withLock { $0 } }

    func replace(with buffer: DeliveryBuffer) {
        self.state.withLock { $0 = buffer }
    }
}

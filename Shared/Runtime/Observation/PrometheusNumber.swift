import CoreMetrics
import Threading

/// A counter or a gauge.
final class PrometheusNumber: CounterHandler, FloatingPointCounterHandler, MeterHandler, Sendable {
    private let number = Locked(0.0)

    var value: Double { self.number.withLock { $0 } }

    func increment(by amount: Int64) { self.number.withLock { $0 += Double(amount) } }
    func increment(by amount: Double) { self.number.withLock { $0 += amount } }
    func decrement(by amount: Double) { self.number.withLock { $0 -= amount } }
    func set(_ value: Int64) { self.number.withLock { $0 = Double(value) } }
    func set(_ value: Double) { self.number.withLock { $0 = value } }
    func reset() { self.number.withLock { $0 = 0 } }
}

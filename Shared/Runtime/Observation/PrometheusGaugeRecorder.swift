import CoreMetrics

/// A recorder without aggregation: a gauge of the last value.
final class PrometheusGaugeRecorder: RecorderHandler, Sendable {
    private let number: PrometheusNumber

    init(_ number: PrometheusNumber) { self.number = number }

    func record(_ value: Int64) { self.number.set(value) }
    func record(_ value: Double) { self.number.set(value) }
}

import CoreMetrics
import Threading

/// A histogram with fixed buckets, cumulative when written.
final class PrometheusHistogram: RecorderHandler, TimerHandler, Sendable {
    enum Buckets {
        case seconds
        case sizes

        var bounds: [Double] {
            switch self {
            case .seconds: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
            case .sizes: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 10_000]
            }
        }
    }

    private struct State {
        var counts: [UInt64]
        var sum = 0.0
        var count: UInt64 = 0
    }

    private let bounds: [Double]
    private let state: Locked<State>

    init(_ buckets: Buckets) {
        self.bounds = buckets.bounds
        self.state = Locked(State(counts: Array(repeating: 0, count: buckets.bounds.count)))
    }

    func record(_ value: Int64) { self.record(Double(value)) }
    func recordNanoseconds(_ duration: Int64) { self.record(Double(duration) / 1e9) }

    func record(_ value: Double) {
        let index = self.bounds.firstIndex { value <= $0 }
        self.state.withLock { state in
            if let index { state.counts[index] += 1 }
            state.sum += value
            state.count += 1
        }
    }

    func text(name: String, labels: String) -> String {
        let state = self.state.withLock { $0 }
        let prefix = labels.isEmpty ? "" : labels + ","
        var lines: [String] = []
        var below: UInt64 = 0
        for (bound, count) in zip(self.bounds, state.counts) {
            below += count
            lines.append("\(name)_bucket{\(prefix)le=\"\(format(bound))\"} \(below)")
        }
        lines.append("\(name)_bucket{\(prefix)le=\"+Inf\"} \(state.count)")
        lines.append("\(name)_sum\(braced(labels)) \(format(state.sum))")
        lines.append("\(name)_count\(braced(labels)) \(state.count)")
        return lines.joined(separator: "\n")
    }
}

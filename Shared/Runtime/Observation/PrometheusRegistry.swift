public import CoreMetrics
import Threading

/// Keeps the process's metrics and writes them in Prometheus's text format (version 0.0.4).
///
/// Counters and gauges are kept per label set, each behind a lock of its own: the hot path touches nothing shared.
public final class PrometheusRegistry: MetricsFactory, Sendable {
    /// The registry that `ServiceProcess` gives swift-metrics.
    public static let process = PrometheusRegistry()

    private struct Key: Hashable {
        let name: String
        let labels: String
    }

    private let counters = Locked<[Key: PrometheusNumber]>([:])
    private let gauges = Locked<[Key: PrometheusNumber]>([:])
    private let histograms = Locked<[Key: PrometheusHistogram]>([:])

    /// Makes a registry that holds no metric yet.
    public init() {}

    /// Returns the counter of a name and labels; the same one for the same of both.
    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        self.number(in: self.counters, label, dimensions)
    }

    /// Returns the counter of a name and labels; the same one for the same of both.
    public func makeFloatingPointCounter(label: String, dimensions: [(String, String)]) -> any FloatingPointCounterHandler {
        self.number(in: self.counters, label, dimensions)
    }

    /// Returns the gauge of a name and labels; the same one for the same of both.
    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        self.number(in: self.gauges, label, dimensions)
    }

    /// Returns a histogram of sizes where values are to be aggregated, else a gauge that holds the last one.
    public func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        aggregate ? self.histogram(label, dimensions, .sizes) : PrometheusGaugeRecorder(self.number(in: self.gauges, label, dimensions))
    }

    /// Returns the histogram of seconds of a name and labels; the same one for the same of both.
    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        self.histogram(label, dimensions, .seconds)
    }

    /// Does nothing: what was counted goes on being written.
    public func destroyCounter(_ handler: any CounterHandler) {}
    /// Does nothing: what was counted goes on being written.
    public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    /// Does nothing: what was measured last goes on being written.
    public func destroyMeter(_ handler: any MeterHandler) {}
    /// Does nothing: what was recorded goes on being written.
    public func destroyRecorder(_ handler: any RecorderHandler) {}
    /// Does nothing: what was timed goes on being written.
    public func destroyTimer(_ handler: any TimerHandler) {}

    /// All metrics in Prometheus's text format, sorted by name.
    public var text: String {
        var families: [String: (kind: String, lines: [String])] = [:]
        for (key, number) in self.counters.withLock({ $0 }) {
            families[key.name, default: ("counter", [])].lines.append("\(key.name)\(braced(key.labels)) \(format(number.value))")
        }
        for (key, number) in self.gauges.withLock({ $0 }) {
            families[key.name, default: ("gauge", [])].lines.append("\(key.name)\(braced(key.labels)) \(format(number.value))")
        }
        for (key, histogram) in self.histograms.withLock({ $0 }) {
            families[key.name, default: ("histogram", [])].lines.append(histogram.text(name: key.name, labels: key.labels))
        }
        return families.sorted { $0.key < $1.key }.map { name, family in
            "# HELP \(name) \(MetricHelp.text(of: name))\n# TYPE \(name) \(family.kind)\n" + family.lines.sorted().joined(separator: "\n") + "\n"
        }.joined()
    }

    private func number(in table: Locked<[Key: PrometheusNumber]>, _ label: String, _ dimensions: [(String, String)]) -> PrometheusNumber {
        let key = Key(name: Self.name(label), labels: Self.labels(dimensions))
        return table.withLock { numbers in
            if let number = numbers[key] { return number }
            let number = PrometheusNumber()
            numbers[key] = number
            return number
        }
    }

    private func histogram(_ label: String, _ dimensions: [(String, String)], _ buckets: PrometheusHistogram.Buckets) -> PrometheusHistogram {
        let key = Key(name: Self.name(label), labels: Self.labels(dimensions))
        return self.histograms.withLock { histograms in
            if let histogram = histograms[key] { return histogram }
            let histogram = PrometheusHistogram(buckets)
            histograms[key] = histogram
            return histogram
        }
    }

    private static func name(_ label: String) -> String {
        var name = String(label.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == ":") ? $0 : "_" })
        if name.first?.isNumber ?? true { name = "_" + name }
        return name
    }

    private static func labels(_ dimensions: [(String, String)]) -> String {
        dimensions.map { "\(self.name($0.0).replacing(":", with: "_"))=\"\(self.escape($0.1))\"" }.sorted().joined(separator: ",")
    }

    private static func escape(_ value: String) -> String {
        value.replacing("\\", with: "\\\\").replacing("\n", with: "\\n").replacing("\"", with: "\\\"")
    }
}

/// Puts labels in braces; it returns an empty text when there are none.
func braced(_ labels: String) -> String { labels.isEmpty ? "" : "{\(labels)}" }

/// Writes a number as Prometheus reads it; a whole one without a fraction.
func format(_ number: Double) -> String {
    if let whole = Int64(exactly: number) { return "\(whole)" }
    if number.isNaN { return "NaN" }
    return number.isInfinite ? (number > 0 ? "+Inf" : "-Inf") : "\(number)"
}

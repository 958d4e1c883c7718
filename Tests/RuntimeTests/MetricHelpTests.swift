import CoreMetrics
import Foundation
import TestBench
import Testing

@testable import Runtime

@Suite struct MetricHelpTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The names of all metrics that the sources make.
    private static func names() throws -> Set<String> {
        var names: Set<String> = []
        for folder in ["Services", "Shared"] {
            let files = FileManager.default.enumerator(atPath: self.root.appendingPathComponent(folder).path)
            while let path = files?.nextObject() as? String {
                guard path.hasSuffix(".swift") else { continue }
                let text = try String(contentsOf: self.root.appendingPathComponent("\(folder)/\(path)"), encoding: .utf8)
                for match in text.matches(of: #/(?:label: |count\()"(vigie_[a-z0-9_]+)"/#) { names.insert(String(match.output.1)) }
            }
        }
        return names
    }

    @Test func everyMetricIsDescribedAndNoneElse() throws {
        let names = try Self.names()
        #expect(names.count > 15)
        #expect(names.subtracting(MetricHelp.texts.keys) == [])
        #expect(Set(MetricHelp.texts.keys).subtracting(names) == [])
    }

    @Test(.enabled(if: Promtool.program != nil, "needs promtool, of Debian's package prometheus"))
    func prometheusFindsNoFault() throws {
        let registry = PrometheusRegistry()
        for name in try Self.names() {
            switch name {
            case _ where name.hasSuffix("_total"): Counter(label: name, dimensions: [("route", "/")], factory: registry).increment()
            case _ where name.hasSuffix("_seconds"): CoreMetrics.Timer(label: name, factory: registry).recordNanoseconds(1)
            default: Gauge(label: name, factory: registry).record(1)
            }
        }
        let (status, said) = try Promtool.check(Data(registry.text.utf8))
        #expect(status == 0 && said.isEmpty, "\(said)")
    }
}

import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import TestBench

/// From a count in the ledger to the judgement of its days, at a steady rate, as Alerting's own histogram tells it.
struct JudgingBench {
    /// How many judgements took at most each bound, in seconds, since the instances started.
    private struct Histogram {
        var counts: [Double: Double] = [:]

        /// Adds what one instance tells in Prometheus' text format.
        mutating func add(_ text: String) {
            for line in text.split(separator: "\n") {
                guard let match = line.firstMatch(of: #/^vigie_alerting_counted_to_judged_seconds_bucket\{.*le="([^"]+)".*\} ([0-9.e+]+)/#),
                    let count = Double(match.2)
                else { continue }
                self.counts[match.1 == "+Inf" ? .infinity : Double(match.1) ?? .infinity, default: 0] += count
            }
        }

        /// The value that a share of what came since an earlier look does not exceed: linear within its bucket, as Prometheus'
        /// `histogram_quantile` has it. Nothing where nothing came, or where the value lies beyond the last bound.
        func quantile(_ share: Double, since earlier: Histogram) -> Double? {
            let bounds = self.counts.keys.sorted()
            let risen = bounds.map { (self.counts[$0] ?? 0) - (earlier.counts[$0] ?? 0) }
            guard let total = risen.last, total > 0, let index = risen.firstIndex(where: { $0 >= share * total }), bounds[index].isFinite else { return nil }
            let (below, lower) = index == 0 ? (0, 0) : (risen[index - 1], bounds[index - 1])
            return lower + (bounds[index] - lower) * (share * total - below) / (risen[index] - below)
        }
    }

    let house: House
    let load: SteadyLoad

    /// Declares, and looks again two seconds after the last declaration. Throws `BenchError` where nothing was judged by then.
    func run() async throws -> [Measure] {
        let before = try await self.histogram()
        _ = try await self.load.run()
        try await Task.sleep(for: .seconds(2))
        let after = try await self.histogram()
        let name = "counted → judged, \(self.load.perSecond) a second"
        guard let median = after.quantile(0.5, since: before), let tail = after.quantile(0.99, since: before) else {
            throw BenchError("Alerting tells of no judgement, or of one that took more than ten seconds")
        }
        return [
            Measure(name: "\(name), p50", value: median * 1_000, unit: "ms"),
            Measure(name: "\(name), p99", value: tail * 1_000, unit: "ms", target: 50),
        ]
    }

    private func histogram() async throws -> Histogram {
        var histogram = Histogram()
        for instance in self.house.instances(of: "alerting") {
            guard let address = self.house.address(of: instance) else { throw BenchError("\(instance) does not run") }
            let answer = try await HTTPClient.shared.execute(HTTPClientRequest(url: address + "/metrics"), timeout: .seconds(10))
            guard answer.status == .ok else { throw BenchError("\(instance) does not tell its metrics: \(answer.status)") }
            histogram.add(String(buffer: try await answer.body.collect(upTo: 4 << 20)))
        }
        return histogram
    }
}

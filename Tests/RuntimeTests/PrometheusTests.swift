import CoreMetrics
import Testing

@testable import Runtime

@Suite struct PrometheusTests {
    private let registry = PrometheusRegistry()

    @Test func theTextIsExact() {
        let counted = self.registry.makeCounter(label: "vigie_declarations_total", dimensions: [("status", "202"), ("route", "/v1")])
        counted.increment(by: 2)
        counted.increment(by: 1)
        self.registry.makeCounter(label: "vigie_declarations_total", dimensions: [("status", "503"), ("route", "/v1")]).increment(by: 1)
        self.registry.makeMeter(label: "vigie_communes", dimensions: []).set(Int64(250))
        self.registry.makeFloatingPointCounter(label: "vigie_seconds_total", dimensions: []).increment(by: 1.5)
        #expect(
            self.registry.text == """
                # HELP vigie_communes vigie communes
                # TYPE vigie_communes gauge
                vigie_communes 250
                # HELP vigie_declarations_total vigie declarations total
                # TYPE vigie_declarations_total counter
                vigie_declarations_total{route="/v1",status="202"} 3
                vigie_declarations_total{route="/v1",status="503"} 1
                # HELP vigie_seconds_total vigie seconds total
                # TYPE vigie_seconds_total counter
                vigie_seconds_total 1.5

                """)
    }

    @Test func nothingIsEmpty() { #expect(self.registry.text.isEmpty) }

    @Test func aHistogramIsCumulative() {
        let timer = self.registry.makeTimer(label: "vigie_seconds", dimensions: [("route", "a")])
        for milliseconds: Int64 in [1, 2, 40, 40, 99_000] { timer.recordNanoseconds(milliseconds * 1_000_000) }
        let bounds = ["0.001", "0.0025", "0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1", "2.5", "5", "10", "+Inf"]
        let counts = [1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 4, 4, 4, 5]
        var lines = zip(bounds, counts).map { "vigie_seconds_bucket{route=\"a\",le=\"\($0)\"} \($1)" }
        lines += ["vigie_seconds_sum{route=\"a\"} 99.083", "vigie_seconds_count{route=\"a\"} 5"]
        #expect(self.registry.text == "# HELP vigie_seconds vigie seconds\n# TYPE vigie_seconds histogram\n" + lines.joined(separator: "\n") + "\n")
    }

    @Test func aRecorderCountsSizesOrTellsTheLast() {
        self.registry.makeRecorder(label: "batch", dimensions: [], aggregate: true).record(Int64(7))
        let last = self.registry.makeRecorder(label: "depth", dimensions: [], aggregate: false)
        last.record(Int64(9))
        last.record(4.25)
        let text = self.registry.text
        #expect(text.contains("batch_bucket{le=\"5\"} 0\nbatch_bucket{le=\"10\"} 1\n"))
        #expect(text.contains("batch_sum 7\nbatch_count 1\n"))
        #expect(text.contains("# HELP depth depth\n# TYPE depth gauge\ndepth 4.25\n"))
    }

    @Test func labelValuesAreEscaped() {
        self.registry.makeCounter(label: "c", dimensions: [("path", "a\\b\"c\nd")]).increment(by: 1)
        #expect(self.registry.text == "# HELP c c\n# TYPE c counter\nc{path=\"a\\\\b\\\"c\\nd\"} 1\n")
    }

    @Test(arguments: [("app.rpc-seconds", "app_rpc_seconds"), ("9lives", "_9lives"), ("décès", "d_c_s"), ("", "_"), ("a:b_c1", "a:b_c1")])
    func namesAreMadeValid(_ label: String, _ name: String) {
        self.registry.makeMeter(label: label, dimensions: [("a:b", "1")]).set(Int64(1))
        #expect(self.registry.text == "# HELP \(name) \(name.replacing("_", with: " "))\n# TYPE \(name) gauge\n\(name){a_b=\"1\"} 1\n")
    }

    @Test(arguments: [(Double.infinity, "+Inf"), (-.infinity, "-Inf"), (.nan, "NaN"), (-3, "-3"), (0.1, "0.1"), (1e300, "1e+300")])
    func numbersAreAsPrometheusReadsThem(_ number: Double, _ text: String) {
        #expect(format(number) == text)
    }

    @Test func theSameLabelsInAnyOrderAreOneSeries() {
        self.registry.makeCounter(label: "c", dimensions: [("a", "1"), ("b", "2")]).increment(by: 1)
        self.registry.makeCounter(label: "c", dimensions: [("b", "2"), ("a", "1")]).increment(by: 1)
        #expect(self.registry.text == "# HELP c c\n# TYPE c counter\nc{a=\"1\",b=\"2\"} 2\n")
    }

    @Test func nothingIsLostBetweenThreads() async {
        let registry = self.registry
        await withTaskGroup(of: Void.self) { group in
            for worker in 0..<8 {
                group.addTask {
                    for _ in 0..<2_000 {
                        Counter(label: "all", factory: registry).increment()
                        Counter(label: "each", dimensions: [("worker", "\(worker)")], factory: registry).increment()
                        CoreMetrics.Timer(label: "took", factory: registry).recordNanoseconds(1_000)
                    }
                }
            }
        }
        let text = registry.text
        #expect(text.contains("\nall 16000\n"))
        #expect((0..<8).allSatisfy { text.contains("each{worker=\"\($0)\"} 2000\n") })
        #expect(text.contains("took_count 16000\n") && text.contains("took_bucket{le=\"0.001\"} 16000\n"))
    }
}

import Browser
import Foundation
import TestBench

/// From a declaration's departure to the frame in which the page of its department shows it, at a steady rate.
struct RepaintBench {
    /// A number that the page showed, and when, in milliseconds since 1970.
    private struct Shown: Decodable {
        let deaths: Int
        let at: Double
    }

    let house: House
    let load: SteadyLoad

    /// Every declaration is of one death, so the page's total says which of them it shows.
    func run() async throws -> [Measure] {
        guard ChromeDriver.isInstalled else { throw BenchError(ChromeDriver.absence) }
        let (before, departures, shown) = try await ChromeDriver.withSession { browser in
            try await browser.open("/departements/00", of: self.house, as: .officer)
            try await browser.wait("the live connection", until: "document.getElementById('live').classList.contains('on')")
            try await browser.wait("the total", until: "/\\d/.test(document.getElementById('deaths').textContent)")
            let before: Int = try await browser.evaluate(
                """
                window.shown = [];
                const total = document.getElementById('deaths');
                const read = () => Number(total.textContent.replace(/\\D/g, ''));
                new MutationObserver(() => requestAnimationFrame(() => window.shown.push({ deaths: read(), at: Date.now() })))
                    .observe(total, { childList: true, characterData: true, subtree: true });
                done(read());
                """)
            let departures = try await self.load.run()
            try await Task.sleep(for: .seconds(3))
            let shown: [Shown] = try await browser.evaluate("done(window.shown);")
            return (before, departures, shown)
        }
        var delays: [Double] = []
        for (index, departure) in departures.sorted().enumerated() {
            guard let first = shown.first(where: { $0.deaths >= before + index + 1 }) else {
                throw BenchError("the page showed \(shown.last?.deaths ?? before) deaths, not \(before + departures.count)")
            }
            delays.append(first.at - departure)
        }
        delays.sort()
        let name = "declared → page repainted, \(self.load.perSecond) a second"
        return [
            Measure(name: "\(name), p50", value: delays[delays.count / 2], unit: "ms"),
            Measure(name: "\(name), p99", value: delays[delays.count * 99 / 100], unit: "ms", target: 1_000),
        ]
    }
}

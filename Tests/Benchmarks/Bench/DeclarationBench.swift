import Contracts
import Foundation
import TestBench

/// Declarations from HTTP to counted in PostgreSQL, beside what broker and database can do alone.
struct DeclarationBench {
    private struct Load: Decodable {
        let declared: Int
        let again: Int
        let perSecond: Double
        let p50ms: Double
        let p99ms: Double
    }

    private struct Limit: Decodable { let perSecond: Double }

    let house: House
    let ledger: Ledger
    let day: String
    let communes: [String]

    func run() async throws -> [Measure] {
        let queue = "bench.limits"
        try await Broker(house: self.house).declare(queue)
        var measures: [Measure] = []
        var publishes: [Int: Double] = [:]
        for window in [64, 1_000] {
            let limit: Limit = try await Program(name: "limits").run(
                ["publish", try self.house.value("VIGIE_AMQP_URL"), queue, "\(try Self.messageSize())", "30000", "\(window)"])
            publishes[window] = limit.perSecond
            measures.append(Measure(name: "limit: confirmed publishes, \(window) in flight", value: limit.perSecond, unit: "/s"))
        }
        try await Broker(house: self.house).delete(queue)
        let rows: Limit = try await Program(name: "limits").run(["rows", self.house.databaseURL, "100000", "500"])
        measures.append(Measure(name: "limit: rows into the ledger's table, 500 a transaction", value: rows.perSecond, unit: "/s"))

        let ingest = try self.house.value("VIGIE_INGEST_URL")
        _ = try await self.load(at: ingest, count: 3_000)
        let (direct, counted) = try await self.load(at: ingest, count: 30_000)
        measures.append(
            Measure(
                name: "declarations, HTTP to counted, 64 clients, Ingest's port", value: counted, unit: "/s", target: 5_000, isMoreBetter: true,
                limit: "confirmed publishes, 64 in flight", ratio: publishes[64].map { counted / $0 }))
        measures.append(Measure(name: "  p50 of the 202", value: direct.p50ms, unit: "ms"))
        measures.append(Measure(name: "  p99 of the 202", value: direct.p99ms, unit: "ms", target: 50))
        guard let haproxy = self.house.process(of: "edge") else { throw BenchError("the edge is down") }
        _ = try await self.load(at: self.house.url, count: 3_000)
        let before = try ProcessorTime.microseconds(of: haproxy)
        let (edge, through) = try await self.load(at: self.house.url, count: 30_000)
        let spent = try ProcessorTime.microseconds(of: haproxy) - before
        measures.append(
            Measure(
                name: "declarations, HTTP to counted, 64 clients, through the edge", value: through, unit: "/s", target: 2_500, isMoreBetter: true,
                limit: "confirmed publishes, 64 in flight", ratio: publishes[64].map { through / $0 }))
        measures.append(Measure(name: "  p50 of the 202", value: edge.p50ms, unit: "ms"))
        measures.append(Measure(name: "  p99 of the 202", value: edge.p99ms, unit: "ms", target: 50))
        measures.append(Measure(name: "  beside Ingest's own port", value: through / counted, unit: "×", target: 0.8, isMoreBetter: true))
        measures.append(Measure(name: "  processor time of the edge, a declaration", value: spent / 30_000, unit: "µs", target: 35))
        return measures
    }

    /// Declares, and tells how many a second were counted: the clock stops when the last one is.
    private func load(at address: String, count: Int) async throws -> (Load, countedPerSecond: Double) {
        guard let url = URL(string: address), let host = url.host, let port = url.port else { throw BenchError("\(address) is no address") }
        let before = try await self.ledger.deaths()
        let start = ContinuousClock.now
        let load: Load = try await Program(name: "load").run(
            [host, "\(port)", self.house.apiKey, "\(count)", "64", self.day] + self.communes)
        try await self.ledger.await(before + count)
        return (load, Double(count) / ((ContinuousClock.now - start) / .seconds(1)))
    }

    /// The size of a declaration's message, as Ingest sends it.
    private static func messageSize() throws -> Int {
        var message = Vigie_V1_DeclarationSubmitted()
        message.declaration.commune = "56260"
        message.declaration.id = Data(repeating: 1, count: 16)
        message.declaration.revision = 1
        message.declaration.day = 20_000
        message.declaration.place = .home
        message.declaration.cause = .other
        message.declaration.deaths = 1
        message.receivedAtUs = 1_795_435_200_000_000
        message.keyID = "01234567"
        message.correlationID = String(repeating: "0", count: 32)
        message.receipt = Data(repeating: 1, count: 32)
        return try Wire.encode(message).count
    }
}

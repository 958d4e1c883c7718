import Foundation
import TestBench

/// Resident memory of each service.
struct MemoryBench {
    let house: House
    /// What the house holds: named in the figures.
    let holding: String
    let target: Double?

    func run() throws -> [Measure] {
        try ["ingest", "aggregation", "alerting", "map-rendering", "portal"].flatMap { service in
            try self.house.instances(of: service).map { instance in
                Measure(name: "resident memory, \(self.holding): \(instance)", value: try self.resident(instance), unit: "MB", target: self.target)
            }
        }
    }

    private func resident(_ instance: String) throws -> Double {
        guard let process = self.house.process(of: instance),
            let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmRSS:") }),
            let kilobytes = line.split(separator: " ").dropFirst().first.flatMap({ Double($0.trimmingCharacters(in: .whitespaces)) })
        else { throw BenchError("\(instance) does not run") }
        return kilobytes / 1_000
    }
}

import Contracts
import Formats
import FoundationEssentials
import Mortality
import Persistence
import Runtime
import Testing
import Threading

@testable import Alerting

/// The tests that compare a plan made from PostgreSQL's excerpts with one made from dictionaries.
@Suite struct ExcerptTests {
    private func day(_ back: Int) throws -> CivilDay { try CivilDay(iso: "2026-11-20").advanced(by: -back) }

    /// Returns deaths and reports of some days, sometimes many of them, sometimes of a part of the communes.
    private func counts(_ days: ClosedRange<Int>, version: UInt64, using random: inout SeededGenerator) throws -> DepartmentCounts {
        var counts = DepartmentCounts()
        let daily = [0, 3, 10, 10, 10, 16, 30].randomElement(using: &random) ?? 10
        let silent = [[], [], [], ["56121"], ["56260", "56121"]].randomElement(using: &random) ?? []
        for back in days {
            for (commune, population) in AlertingWorld.communes where !silent.contains(commune) {
                let deaths = daily * population / 1_000 + Int.random(in: 0...1, using: &random)
                let places: [Place] = [.home, .careHome, .healthFacility]
                counts.add(
                    cells: [
                        try Given.cell(
                            commune, try self.day(back), deaths: deaths, version: version, place: places.randomElement(using: &random) ?? .home)
                    ], reports: [try Given.report(commune, try self.day(back), version: version)])
            }
        }
        return counts
    }

    @Test("Both come to the same judgements, alerts, events and dossiers", arguments: 1...3 as ClosedRange<UInt64>)
    func agreement(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let world = try await AlertingWorld.fresh()
        let judge = world.judge()
        let department = try DepartmentCode("56")
        let territory = try await judge.book.territory(department)
        var memory = MemoryDepartment(territory: territory, today: try self.day(0))
        let now = world.time.withLock { $0 }
        for round in 1...25 {
            let last = round < 9 ? 56 - 7 * round : Int.random(in: 0...(round % 5 == 0 ? 40 : 6), using: &random)
            let length = round < 9 ? 6 : Int.random(in: 0...6, using: &random)
            let counts = try self.counts(last...(last + length), version: UInt64(round), using: &random)
            let extent: JudgingExtent = round % 7 == 0 ? .everything : .moved
            let news = try AlertingWorld.changes(try await judge.apply(counts, of: department, judging: extent)).first
            let plan = try memory.apply(counts, judging: extent, at: now)
            #expect(news?.assessments == plan.news?.assessments, "round \(round)")
            #expect(news?.events.map(\.kind) == plan.news?.events.map(\.kind), "round \(round)")
            #expect(news?.alerts.map(\.explanation) == plan.news?.alerts.map(\.explanation), "round \(round)")
        }
        // Identifiers are random; everything else is the same.
        func told(_ alert: DepartmentAlert) -> String {
            let levels = [alert.level, alert.computedLevel, alert.peakLevel].map(\.rawValue).joined(separator: " ")
            return "\(alert.kind) \(levels) \(alert.firstDay) \(alert.lastDay) \(alert.status) \(alert.dossiers) \(alert.version)"
        }
        let alerts = try await world.alerts()
        #expect(alerts.map(told).sorted() == memory.alerts.map { told($0.alert) }.sorted())
        #expect(!alerts.isEmpty)
        var dossiers: [Vigie_V1_AlertDossier] = []
        for alert in alerts {
            for number in 0..<alert.dossiers {
                let body = try #require(try await world.store.dossier(of: alert.id, number: number + 1))
                var dossier = try Wire.decode(Vigie_V1_AlertDossier.self, from: body)
                dossier.alert = .init()
                dossiers.append(dossier)
            }
        }
        let held = memory.dossiers.map { dossier in
            var dossier = dossier
            dossier.alert = .init()
            return dossier
        }
        #expect(dossiers.count == held.count && held.allSatisfy { dossiers.contains($0) })
        #expect(try await world.count("alert_event") == memory.events.count)
        #expect(try await world.count("scan_due") > 0)
    }
}

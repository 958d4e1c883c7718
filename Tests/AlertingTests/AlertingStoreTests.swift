import Contracts
import Formats
import Judging
import Mortality
import Persistence
import Runtime
import Surveillance
import TestBench
import Testing
import Threading

@testable import Alerting

/// The tests of what the store writes and copies, against a real PostgreSQL.
@Suite struct AlertingStoreTests {
    private func morbihan() throws -> DepartmentCode { try DepartmentCode("56") }
    private func day(_ back: Int = 0) throws -> CivilDay { try CivilDay(iso: "2026-11-20").advanced(by: -back) }

    private func alert(_ id: UInt8, _ kind: AlertKind, level: Level = .red) throws -> DepartmentAlert {
        DepartmentAlert(
            id: try AlertID(bytes: Array(repeating: id, count: 16)), department: try self.morbihan(), kind: kind, level: level, peakLevel: .red,
            firstDay: try self.day(9), lastDay: try self.day(), confirmation: .pending, raisedAt: 1_000_000, closedAt: nil,
            explanation: "Décès « trop nombreux »", dossiers: 1, version: 3)
    }

    /// Two alerts with every value that an alert may have are written in one plan.
    @Test func aPlanIsReadBackAsItWasWritten() async throws {
        let world = try await AlertingWorld.fresh()
        var full = AlertRecord(alert: try self.alert(1, .excess), assignment: .init(level: .orange, over: .red), closedOver: .yellow)
        full.alert.acknowledged = .init(by: "Mme Le Goff", at: 2_000_000)
        full.alert.confirmed = .init(by: "M. Tanguy", at: 3_000_000)
        full.alert.closedAt = 4_000_000
        full.alert.status = .closed
        full.alert.closingReason = "fini"
        let bare = AlertRecord(alert: try self.alert(2, .missingData, level: .yellow))
        let event = AlertEvent(
            id: try AlertEventID(bytes: Array(repeating: 7, count: 16)), alert: full.alert.id, number: 1, at: 5_000_000, kind: .closed, by: "M. Tanguy",
            comment: "fini",
            levelBefore: .red, levelAfter: .red, day: nil)
        let raised = AlertEvent(
            id: try AlertEventID(bytes: Array(repeating: 8, count: 16)), alert: bare.alert.id, number: 1, at: 5_000_000, kind: .raised, by: "", comment: "",
            levelBefore: .green, levelAfter: .yellow, day: try self.day())
        var dossier = Vigie_V1_AlertDossier()
        dossier.number = 1
        var plan = JudgingPlan(department: try self.morbihan(), now: 6_000_000)
        plan.alerts = [
            JudgingPlan.MovedAlert(record: full, events: [event], keyID: "0011aabb"), JudgingPlan.MovedAlert(record: bare, events: [raised], dossier: dossier),
        ]
        plan.scans = [try self.day(), try self.day(1)]
        let written = plan
        let news = try await world.pool.transaction { try await world.store.write(written, in: $0) }
        #expect(try AlertingWorld.changes(news).map(\.committedAt) == [6_000_000])
        #expect(try AlertingWorld.changes(news).first?.events == [event, raised])
        let held = try await world.pool.transaction { transaction in
            [try await world.store.alert(full.alert.id, in: transaction), try await world.store.alert(bare.alert.id, in: transaction)]
        }
        #expect(held == [full, bare])
        #expect(try await world.store.events(of: full.alert.id) == [event])
        #expect(try await world.store.events(of: bare.alert.id) == [raised])
        #expect(try await world.store.dossier(of: bare.alert.id, number: 1) == Wire.encode(dossier))
        #expect(try await world.store.dossier(of: full.alert.id, number: 0) == nil)
        #expect(try await world.pool.query("SELECT key_id FROM alerting.alert_event ORDER BY id").map { try $0.text(0) } == ["0011aabb", ""])
        #expect(try await world.count("scan_due") == 2)
        // An excerpt reads the alert that is open, and the number of its events.
        let standing = try await world.pool.transaction { transaction in
            try await world.store.excerpt(of: try DepartmentCode("56"), moved: [CivilDay](), judging: [try CivilDay(iso: "2026-11-20")], in: transaction)
                .standing
        }
        #expect(standing.alerts[.excess]?.record == full && standing.alerts[.missingData]?.record == bare)
        #expect(standing.alerts.values.map(\.events) == [1, 1])
    }

    @Test func aPlanWithNothingInItWritesNothing() async throws {
        let world = try await AlertingWorld.fresh()
        let plan = JudgingPlan(department: try self.morbihan(), now: 1)
        #expect(try await world.pool.transaction { try await world.store.write(plan, in: $0) }.isEmpty)
        #expect(try await world.count("outbox") == 0)
    }

    /// The statement that copies waits for the lock itself; of counts that were committed meanwhile the newer ones stay.
    @Test func whoWaitsForTheLockCopiesOntoWhatWasWrittenMeanwhile() async throws {
        let world = try await AlertingWorld.fresh()
        let (department, day) = (try self.morbihan(), try self.day())
        func counts(_ version: UInt64, deaths: Int) throws -> DepartmentCounts {
            DepartmentCounts(
                cells: [try Given.cell("56260", day, deaths: deaths, version: version)], reports: [try Given.report("56260", day, version: version)])
        }
        let (holds, held) = AsyncStream.makeStream(of: Void.self)
        let (waits, waited) = AsyncStream.makeStream(of: Void.self)
        let second = try counts(2, deaths: 20)
        let others = [try counts(1, deaths: 10), try counts(3, deaths: 30)]
        let moved = try await withThrowingTaskGroup(of: Set<CivilDay>.self) { group in
            group.addTask {
                try await world.pool.transaction { transaction in
                    let moved = try await world.store.copy(second, of: department, in: transaction)
                    held.yield()
                    for await _ in waits { break }
                    return moved
                }
            }
            for await _ in holds { break }
            for one in others {
                group.addTask { try await world.pool.transaction { try await world.store.copy(one, of: department, in: $0) } }
            }
            // Both copies wait for the lock before it is released.
            while try await world.pool.query(
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            ).one().int(0) < 2 {
                try await Task.sleep(for: .milliseconds(10))
            }
            waited.yield()
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(moved.count { $0.isEmpty } >= 1 && moved.contains([day]), "the oldest moves nothing")
        #expect(try await world.pool.query("SELECT deaths, version FROM alerting.count_cell").map { [try $0.int(0), try $0.int(1)] } == [[30, 3]])
        #expect(try await world.pool.query("SELECT version FROM alerting.report").map { try $0.int(0) } == [3])
    }

    @Test func thresholdsAreDerivedOnceForAPastAndABudget() async throws {
        let world = try await AlertingWorld.fresh()
        let territories = TerritoryStore(pool: world.pool, thresholds: world.thresholds)
        let first = try await territories.territory(try self.morbihan(), rules: HistoryRules())
        #expect(first.thresholds.derivation != nil)
        try await world.pool.execute("UPDATE alerting.threshold SET derived_at = '2020-01-01'")
        #expect(try await territories.territory(try self.morbihan(), rules: HistoryRules()).thresholds == first.thresholds)
        func derivedAnew() async throws -> Bool { try await world.pool.query("SELECT derived_at > '2020-01-02' FROM alerting.threshold").one().bool(0) }
        #expect(try await !derivedAnew())
        try await world.pool.execute("INSERT INTO alerting.budget (department, orange_years, red_years) VALUES ('56', 1, 5)")
        let tighter = try await territories.territory(try self.morbihan(), rules: HistoryRules())
        #expect(try await derivedAnew())
        #expect(tighter.budget.orangeYears == 1 && tighter.thresholds.orange <= first.thresholds.orange)
    }
}

/// The tests of what is kept beside the tables, and of what is published.
@Suite struct KeptInMemoryTests {
    @Test func newsWaitInOrderAndWhatFindsNoPlaceIsLeftToTheSweep() async throws {
        let told = Locked<[[OutboxEntry]]>([])
        let world = try await AlertingWorld.fresh()
        let notifier = OutboxNotifier(waiting: 2, concurrency: 1) { entries in told.withLock { $0.append(entries) } }
        var written: [[OutboxEntry]] = []
        for deaths in [10, 11, 12, 13] {
            written.append(
                try await world.judge().apply(
                    try AlertingWorld.week(endingOn: try CivilDay(iso: "2026-11-20"), daily: deaths, version: UInt64(deaths)), of: try DepartmentCode("56"),
                    judging: .moved))
            notifier.tell(written[written.count - 1])
        }
        notifier.tell([])
        notifier.close()
        await notifier.run()
        #expect(told.withLock { $0 } == Array(written.prefix(2)))
    }

    @Test func placesBeyondTheReachOfAnyZoneAreLeftOut() throws {
        func place(_ code: String, own: Bool, _ longitude: Double, _ latitude: Double) throws -> ScanGround.Place {
            ScanGround.Place(commune: try CommuneCode(code), isOwn: own, longitude: longitude, latitude: latitude)
        }
        let ground = ScanGround([
            try place("56002", own: true, -3, 47.9), try place("56001", own: true, -3, 48), try place("29001", own: false, -3, 48.2),
            try place("29002", own: false, -3, 48.4), try place("56003", own: true, .nan, 48), try place("29003", own: false, -3.3, 48),
        ])
        // A place twenty-two kilometres north of the nearest is within reach, and one forty-four kilometres north is not.
        #expect(ground.communes.map(\.text) == ["56001", "56002", "29001", "29003"] && ground.own == 2)
        #expect(try ground.departments == [DepartmentCode("56"), DepartmentCode("29")])
        let (first, second) = (ground.points[0], ground.points[1])
        #expect(abs(first.y - second.y - 0.1 * ScanGround.degree) < 1e-9 && abs(first.x) < 1e-9)
        #expect(abs(ground.points[3].x + 0.3 * ScanGround.degree * 0.669_8) < 0.05)
        #expect(ScanGround([]).communes.isEmpty && ScanGround([]).own == 0)
    }
}

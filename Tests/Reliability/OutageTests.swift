import AsyncHTTPClient
import Foundation
import NIOCore
import TestBench
import Testing

/// The tests of outages that only the batch itself can see, under load. Nothing is lost, nothing is counted twice, there is no dead letter, and
/// Ingest goes on. Each takes some seconds, or ten minutes in `./vigie test --faults`.
extension FaultTests {
    /// How long each outage lasts, in seconds.
    private static var outage: Double { isLong ? 600 : 15 }

    @Test("PostgreSQL's disk is full", .timeLimit(.minutes(40)))
    func databaseDiskFull() async throws {
        let house = try House.required()
        let disk: SmallDisk?
        do {
            // The disk has room for everything that the load brings once it may be written, which is less than a kilobyte a revision.
            disk = try await SmallDisk(house, spare: 16 << 20 + Int((Self.outage + 8) * Trial.storiesPerSecond) * 1_024)
        } catch {
            print("  no disk of the test's own can be made (\(error)); a trigger plays the full one")
            disk = nil
        }
        do {
            let attempts = try await Trial("postgres-disk-full").run(seconds: Self.outage + 8, seed: 8) { house in
                try await Task.sleep(for: .seconds(3))
                if let disk {
                    try await disk.fill()
                    try await Task.sleep(for: .seconds(Self.outage))
                    try disk.free()
                } else {
                    try await Self.playing("RAISE EXCEPTION 'played' USING ERRCODE = '53100'", on: house)
                }
            }
            #expect(attempts.allSatisfy { $0.outcome == .ok }, "Ingest keeps accepting while PostgreSQL's disk is full")
        } catch {
            try? await disk?.remove()
            throw error
        }
        try await disk?.remove()
    }

    @Test("Every statement on the ledger takes too long", .timeLimit(.minutes(40)))
    func statementTimeOuts() async throws {
        let attempts = try await Trial("statement-time-outs").run(seconds: Self.outage + 8, seed: 9) { house in
            try await Task.sleep(for: .seconds(3))
            try await Self.playing("PERFORM pg_sleep(60)", on: house)
        }
        #expect(attempts.allSatisfy { $0.outcome == .ok }, "Ingest keeps accepting while PostgreSQL is slow")
    }

    @Test("The broker's disk is full", .enabled(if: isLong, "ten minutes: ./vigie test --faults"), .timeLimit(.minutes(40)))
    func brokerDiskFull() async throws {
        // Nothing is taken meanwhile. The clients repeat, and must catch up in the time that is left.
        let attempts = try await Trial("broker-disk-full").run(seconds: Self.outage + 8, seed: 10, storiesPerSecond: 20) { house in
            try await Task.sleep(for: .seconds(3))
            try await house.broker("ctl", "set_disk_free_limit", "1000000GB")
            try await Task.sleep(for: .seconds(Self.outage))
            try await house.broker("ctl", "set_disk_free_limit", "64MB")
        }
        #expect(attempts.contains { $0.status == 503 }, "while the alarm stands, nothing can be taken")
    }

    @Test("A department that cannot be judged is named, and mended; Alerting goes on", .timeLimit(.minutes(10)))
    func brokenDepartment() async throws {
        let house = try House.required()
        let statement = "RAISE EXCEPTION 'played' USING ERRCODE = '22003'"
        try await Trial("broken-department").run(seconds: 20, seed: 11) { house in
            try await Self.play(statement, before: "INSERT OR UPDATE ON alerting.reported_day", on: house)
            let deadline = ContinuousClock.now + .seconds(30)
            while try await !Self.readiness(of: "alerting-1", in: house).contains("\"departments\":\"failing"), .now < deadline {
                try await Task.sleep(for: .milliseconds(500))
            }
            let told = try await Self.readiness(of: "alerting-1", in: house)
            #expect(told.contains("failing") && told.contains("00 ("), "it is named: \(told)")
            #expect(told.contains("\"ready\":true"), "and the service is ready for the others: \(told)")
            try await Self.stopPlaying(on: "alerting.reported_day", in: house)
        }
        let deadline = ContinuousClock.now + .seconds(120)
        let differing = """
            SELECT count(*) FROM (SELECT day, sum(deaths) AS deaths FROM aggregation.count_cell WHERE commune LIKE '00%' GROUP BY day) AS counted
            JOIN alerting.reported_day AS held ON held.department = '00' AND held.day = counted.day WHERE held.deaths <> counted.deaths
            """
        func isMended() async throws -> Bool {
            let count = try await house.database("ctl", "-qAtc", differing).trimmingCharacters(in: .whitespacesAndNewlines)
            // When no day differs by chance, the department stays failing until it is copied anew.
            guard count == "0" else { return false }
            return try await !Self.readiness(of: "alerting-1", in: house).contains("failing")
        }
        while try await !isMended() {
            try #require(.now < deadline, "the department is copied anew within a minute or two, and no longer named")
            try await Task.sleep(for: .seconds(1))
        }
    }

    // MARK: What is played

    /// Makes every insertion into the ledger run a statement, for as long as an outage lasts.
    private static func playing(_ statement: String, on house: House) async throws {
        try await play(statement, before: "INSERT ON aggregation.ledger", on: house)
        try await Task.sleep(for: .seconds(outage))
        try await stopPlaying(on: "aggregation.ledger", in: house)
    }

    private static func play(_ statement: String, before event: String, on house: House) async throws {
        try await house.database(
            "ctl", "-qc",
            """
            CREATE OR REPLACE FUNCTION public.vigie_played() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN \(statement); RETURN NULL; END $$;
            CREATE TRIGGER vigie_played BEFORE \(event) FOR EACH STATEMENT EXECUTE FUNCTION public.vigie_played()
            """)
    }

    private static func stopPlaying(on table: String, in house: House) async throws {
        try await house.database("ctl", "-qc", "DROP TRIGGER vigie_played ON \(table)")
    }

    /// Reads what an instance says on `/readyz`.
    private static func readiness(of instance: String, in house: House) async throws -> String {
        guard let address = house.address(of: instance) else { return "" }
        let answer = try await HTTPClient.shared.execute(HTTPClientRequest(url: address + "/readyz"), timeout: .seconds(5))
        return String(buffer: try await answer.body.collect(upTo: 1 << 20))
    }
}

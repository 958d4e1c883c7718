import Contracts
import Formats
import FoundationEssentials
import Mortality
import TestBench
import Testing

@Suite("What the contract does not say is refused")
struct RefusalTests {
    /// A valid declaration's message, changed.
    private func error(_ change: (inout Vigie_V1_Declaration) -> Void) throws -> ContractError? {
        var random = SeededGenerator(seed: 3)
        var message = try Given.declaration(using: &random).message
        message.deaths = 1
        message.place = .home
        message.cause = .other
        message.reason = "x"
        change(&message)
        do throws(ContractError) {
            _ = try Declaration(message)
            return nil
        } catch {
            return error
        }
    }

    @Test("An unknown value of an enumeration is an error, never zero", arguments: [5_000, 7, -1, .max])
    func unknownValues(raw: Int) throws {
        let place = try self.error { $0.place = .UNRECOGNIZED(raw) }
        #expect(place?.field == "place")
        #expect(place?.reason == "\(raw) is no value that this version knows")
        #expect(try self.error { $0.cause = .UNRECOGNIZED(raw) }?.field == "cause")
        // A value that is not known is an error even where none is needed.
        #expect(
            try self.error {
                $0.deaths = 0; $0.place = .UNRECOGNIZED(raw)
            }?.field == "place")
    }

    @Test("An unknown value survives decoding, so that it is seen")
    func openEnumerations() throws {
        let decoded: Vigie_V1_Cell = try Wire.decode(from: [0x18, 0x63])
        #expect(decoded.place == .UNRECOGNIZED(99))
        #expect(throws: ContractError.self) { try CellCount(decoded) }
    }

    @Test("Nothing given is not a value where one is needed")
    func unspecified() throws {
        #expect(try self.error { $0.place = .unspecified }?.description == "vigie.v1.Declaration.place: required when there are deaths")
        #expect(try self.error { $0.cause = .unspecified }?.field == "cause")
        #expect(
            try self.error {
                $0.deaths = 0; $0.place = .unspecified; $0.cause = .unspecified
            } == nil)
        var cell = try Given.cell().message
        cell.cause = .unspecified
        #expect(throws: ContractError(message: "vigie.v1.Cell", field: "cause", reason: "0 is no value that this version knows")) {
            try CellCount(cell)
        }
    }

    @Test("Absurd fields name themselves")
    func absurdities() throws {
        #expect(try self.error { $0.deaths = 10_001 }?.field == "deaths")
        #expect(try self.error { $0.deaths = .max }?.field == "deaths")
        #expect(try self.error { $0.revision = 0 }?.field == "revision")
        #expect(try self.error { $0.revision = .max }?.field == "revision")
        #expect(try self.error { $0.commune = "" }?.field == "commune")
        #expect(try self.error { $0.commune = "99999" }?.field == "commune")
        #expect(try self.error { $0.id = .init() }?.field == "id")
        #expect(try self.error { $0.id = .init([UInt8](repeating: 0, count: 16)) }?.field == "id")
        #expect(try self.error { $0.day = .max }?.field == "day")
        #expect(try self.error { $0.day = .min }?.field == "day")
        #expect(try self.error { $0.reason = "a\u{0}b" }?.field == "reason")
        #expect(try self.error { $0.reason = String(repeating: "x", count: 501) }?.field == "reason")
        #expect(
            try self.error {
                $0.revision = 2; $0.reason = ""
            }?.field == "reason")
    }

    @Test("Numbers that are none are refused", arguments: [Double.nan, .infinity, -.infinity])
    func notFinite(number: Double) throws {
        var message = try Given.assessment(Given.expectation).message
        message.zScore = number
        #expect(throws: ContractError(message: "vigie.v1.Assessment", field: "z_score", reason: "not a finite number")) {
            try DepartmentAssessment(message)
        }
        // Without a baseline the field means nothing and is not looked at.
        message.hasBaseline_p = false
        #expect(try DepartmentAssessment(message).expectation == nil)
    }

    /// The field that a reader names when a message is changed; nothing when it takes it.
    private func field<Kind, Value>(_ message: Kind, _ read: (Kind) throws -> Value, _ change: (inout Kind) -> Void) -> String? {
        var message = message
        change(&message)
        do {
            _ = try read(message)
            return nil
        } catch {
            return (error as? ContractError)?.field ?? "\(error)"
        }
    }

    @Test("No instant lies outside 1970 to 2200", arguments: [Int64.min, -1, 84_371 * 86_400_000_000, .max])
    func instants(microseconds: Int64) throws {
        let counts = try Given.counts().message
        #expect(self.field(counts, { try CountsChange($0) }) { $0.committedAtUs = microseconds } == "committed_at_us")
        #expect(self.field(counts, { try CountsChange($0) }) { $0.reports[0].lastReceivedAtUs = microseconds } == "last_received_at_us")
        let alert = try Given.alert(closedAt: 3).message
        for (name, path) in [
            ("raised_at_us", \Vigie_V1_Alert.raisedAtUs), ("closed_at_us", \.closedAtUs), ("acknowledged_at_us", \.acknowledgedAtUs),
            ("confirmed_at_us", \.confirmedAtUs),
        ] as [(String, WritableKeyPath<Vigie_V1_Alert, Int64>)] {
            #expect(self.field(alert, { try DepartmentAlert($0) }) { $0[keyPath: path] = microseconds } == name)
        }
        var change = Vigie_V1_AlertChanged()
        change.department = "56"
        change.committedAtUs = microseconds
        #expect(self.field(change, { try AlertChange($0) }) { _ in } == "committed_at_us")
        #expect(self.field(try Self.event(), { try AlertEvent($0) }) { $0.atUs = microseconds } == "at_us")
    }

    @Test("The last microsecond of 2200 is an instant, the next is none")
    func lastInstant() throws {
        let last = 84_371 * 86_400_000_000 - 1 as Int64
        let counts = try Given.counts().message
        #expect(self.field(counts, { try CountsChange($0) }) { $0.committedAtUs = last } == nil)
        #expect(self.field(counts, { try CountsChange($0) }) { $0.committedAtUs = last + 1 } == "committed_at_us")
        #expect(try CivilDay(year: 2200, month: 12, day: 31) == CivilDay(unixSeconds: last / 1_000_000, offsetSeconds: 0))
    }

    private static func event() throws -> Vigie_V1_AlertEvent {
        AlertEvent(
            id: try AlertEventID(bytes: Array(repeating: 1, count: 16)), alert: try AlertID(bytes: Array(repeating: 2, count: 16)), number: 1, at: 5,
            kind: .raised, by: "", comment: "",
            levelBefore: .green, levelAfter: .red, day: nil
        ).message
    }

    private static func cluster() throws -> Vigie_V1_Cluster {
        DeathCluster(
            department: try DepartmentCode("56"), day: try CivilDay(iso: "2020-03-14"), firstDay: try CivilDay(iso: "2020-03-10"),
            communes: [try CommuneCode("56260")], observed: 9, expected: 2.5, score: 4, pValue: 0.001, recurrenceDays: 1_000, areas: 12,
            leftOut: 3, studyDays: 365, version: 2
        ).message
    }

    @Test("A cluster rarer than anything is measured is as rare as that, not an answer that nobody can read")
    func rarest() throws {
        var (cluster, assessment) = (try Self.cluster(), try Given.assessment(Given.expectation).message)
        for days in [1e16, 1e300, .greatestFiniteMagnitude, .infinity] {
            (cluster.recurrenceDays, assessment.clusterRecurrenceDays) = (days, days)
            #expect(try DeathCluster(cluster).recurrenceDays == 1e15)
            #expect(try DepartmentAssessment(assessment).clusterRecurrence == 1e15)
        }
    }

    @Test("What no table holds, and what no reckoning survives, is refused by its name")
    func bounds() throws {
        let counts = try Given.counts().message
        let read: (Vigie_V1_CountsChanged) throws -> CountsChange = { try CountsChange($0) }
        #expect(self.field(counts, read) { $0.cells[0].deaths = .max } == "deaths")
        #expect(self.field(counts, read) { $0.cells[0].version = .max } == "version")
        #expect(self.field(counts, read) { $0.cells[0].commune = "29019" } == "cells.commune")
        #expect(self.field(counts, read) { $0.reports[0].declarations = .max } == "declarations")
        #expect(self.field(counts, read) { $0.reports[0].commune = "29019" } == "reports.commune")
        #expect(self.field(counts, read) { $0.correlationIds = [String(repeating: "x", count: 2_000)] } == "correlation_ids")

        let assessment = try Given.assessment(Given.expectation).message
        let judge: (Vigie_V1_Assessment) throws -> DepartmentAssessment = { try DepartmentAssessment($0) }
        #expect(self.field(assessment, judge) { $0.observed = .max } == "observed")
        #expect(self.field(assessment, judge) { $0.reportedDays = 8 } == "reported_days")
        for share in [-0.1, 1.1] { #expect(self.field(assessment, judge) { $0.reportedShare = share } == "reported_share") }
        #expect(self.field(assessment, judge) { $0.expected = -1 } == "expected")
        #expect(self.field(assessment, judge) { $0.upper = 1e300 } == "upper")
        #expect(self.field(assessment, judge) { $0.nowcast = 1e300 } == "nowcast")
        #expect(self.field(assessment, judge) { $0.clusterRecurrenceDays = .nan } == "cluster_recurrence_days")
        #expect(self.field(assessment, judge) { $0.method = "a\u{0}" } == "method")

        let alert = try Given.alert(closedAt: nil).message
        let follow: (Vigie_V1_Alert) throws -> DepartmentAlert = { try DepartmentAlert($0) }
        #expect(self.field(alert, follow) { $0.lastDay = $0.firstDay - 1 } == "last_day")
        #expect(self.field(alert, follow) { $0.dossiers = .max } == "dossiers")
        #expect(self.field(alert, follow) { $0.explanation = String(repeating: "x", count: 70_000) } == "explanation")

        let search: (Vigie_V1_Cluster) throws -> DeathCluster = { try DeathCluster($0) }
        let cluster = try Self.cluster()
        #expect(self.field(cluster, search) { _ in } == nil)
        #expect(self.field(cluster, search) { $0.firstDay = $0.day + 1 } == "first_day")
        #expect(self.field(cluster, search) { $0.observed = .max } == "observed")
        #expect(self.field(cluster, search) { $0.pValue = 2 } == "p_value")
        #expect(self.field(cluster, search) { $0.recurrenceDays = -1 } == "recurrence_days")
        #expect(self.field(cluster, search) { $0.communes = ["?"] } == "communes")

        var row = Vigie_V1_ReportingRow()
        row.day = 20_000
        row.first = [1, 2]
        row.added = [-1, 0]
        #expect(self.field(row, { try $0.check() }) { _ in } == nil)
        #expect(self.field(row, { try $0.check() }) { $0.first = [.max] } == "first")
        #expect(self.field(row, { try $0.check() }) { $0.added = [.min] } == "added")
        #expect(self.field(row, { try $0.check() }) { $0.added = [Int64](repeating: 0, count: 100) } == "added")
        #expect(self.field(row, { try $0.check() }) { $0.day = .min } == "day")

        var share = Vigie_V1_CommuneShare()
        share.commune = "56260"
        share.share = 1.000_000_000_2
        #expect(try share.checked().share == 1)
        share.share = .nan
        #expect(throws: ContractError.self) { try share.checked() }
    }

    @Test("Whose deaths are judged is told, and a share or a number of days that cannot be is refused")
    func grounds() throws {
        let plain = try DepartmentAssessment(try Given.assessment(nil).message)
        // As an older version tells it.
        #expect(plain.rules == 1 && plain.ground == .declaredShare && plain.length == 7)
        for ground in [JudgedGround.panel(communes: 231, share: 0.93), .lowerBound] {
            let told = DepartmentAssessment(
                department: plain.department, day: plain.day, level: .green, rules: 2, ground: ground, length: 3, observed: 9,
                expectation: Given.expectation, reportedDays: 3, reportedShare: 0.5, method: "euromomo-7d", version: 4)
            #expect(try DepartmentAssessment(told.message) == told)
        }
        var message = try Given.assessment(nil).message
        message.ground = .panel
        for share in [0, -1, 1.5, .nan] {
            message.panelShare = share
            #expect(throws: ContractError.self) { try DepartmentAssessment(message) }
        }
        message.panelShare = 1
        message.summedDays = 8
        #expect(throws: ContractError.self) { try DepartmentAssessment(message) }
        message.summedDays = 7
        message.ground = .UNRECOGNIZED(9)
        #expect(throws: ContractError.self) { try DepartmentAssessment(message) }
    }

    @Test("An alert's id is 16 bytes")
    func alertIDs() throws {
        var message = try Given.alert(closedAt: nil).message
        message.id.removeLast()
        #expect(throws: ContractError(message: "vigie.v1.Alert", field: "id", reason: "not 16 bytes")) { try DepartmentAlert(message) }
    }

    @Test("One bad part refuses the whole")
    func nested() throws {
        var counts = try Given.counts().message
        counts.cells[1].place = .UNRECOGNIZED(42)
        #expect(throws: ContractError.self) { try CountsChange(counts) }
        counts = try Given.counts().message
        counts.reports[0].commune = "?"
        #expect(throws: ContractError.self) { try CountsChange(counts) }
    }

    @Test(
        "Bytes that are no message are an error",
        arguments: [
            [0x0A], [0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F], [0xFF], [0x00], [0x0A, 0x02, 0xC3, 0x28],
            [0x18, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01],
        ] as [[UInt8]])
    func garbage(bytes: [UInt8]) {
        #expect(throws: ContractError.self) { try Wire.decode(Vigie_V1_Declaration.self, from: bytes) }
    }

    @Test("A message nested beyond measure is refused")
    func depth() {
        // Unknown groups, each within the other.
        let bytes = [UInt8](repeating: 0x7B, count: 10_000) + [UInt8](repeating: 0x7C, count: 10_000)
        #expect(throws: ContractError.self) { try Wire.decode(Vigie_V1_Declaration.self, from: bytes) }
    }
}

import Contracts
import FoundationEssentials
import Mortality
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
        #expect(try self.error { $0.deaths = 0; $0.place = .UNRECOGNIZED(raw) }?.field == "place")
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
        #expect(try self.error { $0.deaths = 0; $0.place = .unspecified; $0.cause = .unspecified } == nil)
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
        #expect(try self.error { $0.revision = 2; $0.reason = "" }?.field == "reason")
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

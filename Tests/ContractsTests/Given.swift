import Contracts
import Formats
import FoundationEssentials
import Mortality
import TestBench

/// Makes values at random from a seed, and samples of every message.
enum Given {
    static func declaration(using random: inout SeededGenerator) throws -> Declaration {
        let communes = ["56260", "2A004", "75101", "00042", "98731", "97411"]
        let revision = Int.random(in: 1...20, using: &random)
        let reasons = ["erreur de saisie", "é\nà", "x"]
        let deaths = Bool.random(using: &random) ? 0 : Int.random(in: 1...10_000, using: &random)
        return try Declaration(
            id: DeclarationID(bytes: (0..<16).map { _ in .random(in: .min ... .max, using: &random) }), revision: Revision(revision),
            commune: CommuneCode(communes.randomElement(using: &random) ?? "56260"),
            day: CivilDay(daysSinceEpoch: .random(in: -25_567...84_370, using: &random)),
            place: deaths == 0 ? nil : Place.allCases.randomElement(using: &random),
            cause: deaths == 0 ? nil : Cause.allCases.randomElement(using: &random), deaths: DeathCount(deaths),
            isWithdrawn: .random(using: &random),
            reason: revision == 1 && Bool.random(using: &random) ? nil : try Reason(reasons.randomElement(using: &random) ?? "x"))
    }

    static func submitted(using random: inout SeededGenerator) throws -> Vigie_V1_DeclarationSubmitted {
        var message = Vigie_V1_DeclarationSubmitted()
        message.declaration = try self.declaration(using: &random).message
        message.receivedAtUs = 1_795_474_800_000_000
        message.keyID = "0a1b2c3d"
        message.correlationID = "4bf92f3577b34da6a3ce929d0e0e4736"
        message.mayBackdate = true
        message.receipt = .init([1, 2, 3])
        return message
    }

    static func cell(version: UInt64 = 7) throws -> CellCount {
        CellCount(
            commune: try CommuneCode("56260"), day: try CivilDay(iso: "2020-03-14"), place: .careHome, cause: .covidSuspected, deaths: 3,
            version: version)
    }

    static func report() throws -> CommuneReport {
        CommuneReport(
            commune: try CommuneCode("56260"), day: try CivilDay(iso: "1969-12-31"), declarations: 2, lastReceivedAt: 1_795_474_800_000_000, version: 9)
    }

    static func counts() throws -> CountsChange {
        CountsChange(
            department: try DepartmentCode("56"), cells: [try self.cell(), try self.cell(version: UInt64(Int64.max))], reports: [try self.report()],
            committedAt: 1_795_474_800_000_000, correlationIDs: ["4bf92f3577b34da6a3ce929d0e0e4736"])
    }

    static func assessment(_ expectation: Mortality.Expectation?) throws -> DepartmentAssessment {
        DepartmentAssessment(
            department: try DepartmentCode("2B"), day: try CivilDay(iso: "2020-04-01"), level: .orange, observed: 61,
            expectation: expectation, reportedDays: 7, reportedShare: 0.93, method: "EuroMOMO", version: 3)
    }

    static func alert(closedAt: Instant?) throws -> DepartmentAlert {
        DepartmentAlert(
            id: try AlertID(bytes: Array(repeating: 9, count: 16)), department: try DepartmentCode("974"), level: .yellow, peakLevel: .red,
            firstDay: try CivilDay(iso: "2020-03-28"), lastDay: try CivilDay(iso: "2020-04-09"), raisedAt: 5, closedAt: closedAt,
            explanation: "Mortalité au-dessus de l'attendu", version: 4)
    }

    static let expectation = Expectation(expected: 40.5, lower: 28, upper: 53.25, zScore: 4.2, phi: 1.3)
}

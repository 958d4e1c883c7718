import Contracts
import Formats
import FoundationEssentials
import Mortality
import TestBench
import Testing

@Suite("Values to bytes and back")
struct RoundTripTests {
    @Test("A declaration comes back as it was, with the same canonical bytes")
    func declarations() throws {
        var random = SeededGenerator(seed: 1)
        for _ in 0..<5_000 {
            let declaration = try Given.declaration(using: &random)
            let bytes = try Wire.encode(declaration.message)
            let back = try Declaration(try Wire.decode(Vigie_V1_Declaration.self, from: bytes))
            #expect(back == declaration)
            #expect(back.canonicalBytes == declaration.canonicalBytes)
        }
    }

    @Test("A submission comes back as it was")
    func submissions() throws {
        var random = SeededGenerator(seed: 2)
        let message = try Given.submitted(using: &random)
        #expect(try Wire.decode(from: try Wire.encode(message)) == message)
    }

    @Test("A change of counts comes back as it was, the largest version and days before 1970 included")
    func counts() throws {
        let change = try Given.counts()
        #expect(try CountsChange(try Wire.decode(from: try Wire.encode(change.message))) == change)
    }

    @Test("A change of alerts comes back as it was", arguments: [nil, Given.expectation], [nil, 6] as [Instant?])
    func alerts(expectation: Mortality.Expectation?, closedAt: Instant?) throws {
        let change = AlertChange(
            department: try DepartmentCode("2B"), assessments: [try Given.assessment(expectation)], alerts: [try Given.alert(closedAt: closedAt)],
            committedAt: 11)
        #expect(try AlertChange(try Wire.decode(from: try Wire.encode(change.message))) == change)
    }

    @Test("A report without declarations is a commune that fell silent again")
    func silence() throws {
        var message = try Given.report().message
        #expect(try CommuneReport(message).isReported)
        message.declarations = 0
        #expect(try !CommuneReport(message).isReported)
    }

    @Test("The numbers of messages are those of the domain")
    func numbers() {
        #expect(Place.allCases.map { $0.message.rawValue } == Place.allCases.map { Int($0.number) })
        #expect(Cause.allCases.map { $0.message.rawValue } == Cause.allCases.map { Int($0.number) })
        #expect(Level.allCases.map { $0.message.rawValue } == Level.allCases.map { Int($0.number) })
        #expect(Indicator.allCases.map { $0.message.rawValue } == Indicator.allCases.map { Int($0.number) })
        #expect(Vigie_V1_Place.allCases.count == Place.allCases.count + 1)
        #expect(Vigie_V1_Cause.allCases.count == Cause.allCases.count + 1)
        #expect(Vigie_V1_Level.allCases.count == Level.allCases.count + 1)
        #expect(Vigie_V1_Indicator.allCases.count == Indicator.allCases.count + 1)
    }
}

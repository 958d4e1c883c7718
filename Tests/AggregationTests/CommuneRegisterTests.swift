import Mortality
import Testing

@testable import Aggregation

@Suite struct CommuneRegisterTests {
    /// A reference list that grows, and counts how often it is asked.
    private actor Reference {
        private(set) var questions: [[String]] = []
        private var codes: Set<String>

        init(_ codes: Set<String>) { self.codes = codes }

        func add(_ code: String) { self.codes.insert(code) }

        func found(_ wanted: [String]) -> [String] {
            self.questions.append(wanted)
            return wanted.filter { self.codes.contains($0) }
        }
    }

    @Test func knownCommunesAreAskedForOnce() async throws {
        let reference = Reference(["56260", "56121"])
        let register = CommuneRegister { await reference.found($0) }
        let both: Set = [try CommuneCode("56260"), try CommuneCode("56121")]
        #expect(try await register.unknown(among: both).isEmpty)
        #expect(try await register.unknown(among: both).isEmpty)
        #expect(await reference.questions == [["56121", "56260"]])
    }

    @Test func aCommuneImportedAMomentAgoIsKnown() async throws {
        let reference = Reference([])
        let register = CommuneRegister { await reference.found($0) }
        let commune = try CommuneCode("56260")
        #expect(try await register.unknown(among: [commune]) == [commune])
        await reference.add("56260")
        #expect(try await register.unknown(among: [commune]).isEmpty)
    }

    @Test func anOutageIsNoAnswer() async throws {
        struct Away: Error {}
        let register = CommuneRegister { _ in throw Away() }
        await #expect(throws: Away.self) { try await register.unknown(among: [try CommuneCode("56260")]) }
    }
}

import Contracts
import Formats
import FoundationEssentials
import SwiftProtobuf
import Testing

@Suite("Messages of other versions")
struct EvolutionTests {
    /// Field 2000, a string; and field 2001, a number: what a later version may send.
    static let later: [UInt8] = [0x82, 0x7D, 0x02, 0x68, 0x69, 0x88, 0x7D, 0x2A]

    @Test("Fields of a later version are kept and passed on")
    func unknownFields() throws {
        var random = SeededGenerator(seed: 4)
        let message = try Given.submitted(using: &random)
        let bytes = try Wire.encode(message) + Self.later
        let decoded: Vigie_V1_DeclarationSubmitted = try Wire.decode(from: bytes)
        #expect(decoded.declaration == message.declaration)
        #expect(Array(decoded.unknownFields.data) == Self.later)
        #expect(try Wire.encode(decoded) == bytes)
    }

    @Test("Fields that an earlier version did not send read as nothing")
    func missingFields() throws {
        let empty: Vigie_V1_DeclarationSubmitted = try Wire.decode(from: [])
        #expect(!empty.hasDeclaration)
        #expect(empty.correlationID.isEmpty)
        #expect(throws: ContractError.self) { try Wire.decode(Vigie_V1_Cell.self, from: [0x28]) }
    }

    /// The bytes of a declaration as the first version wrote it; a change that breaks this breaks what waits in queues.
    @Test("The first version's bytes are read for ever")
    func firstVersion() throws {
        var message = Vigie_V1_Declaration()
        message.commune = "56260"
        message.id = .init([UInt8](repeating: 1, count: 16))
        message.revision = 2
        message.day = -1
        message.place = .careHome
        message.cause = .covidSuspected
        message.deaths = 3
        message.withdrawn = true
        message.reason = "x"
        let bytes: [UInt8] =
            [0x0A, 5] + Array("56260".utf8) + [0x12, 16] + [UInt8](repeating: 1, count: 16)
            + [0x18, 2, 0x20, 1, 0x28, 2, 0x30, 2, 0x38, 3, 0x40, 1, 0x4A, 1, 0x78]
        #expect(try Wire.encode(message) == bytes)
        #expect(try Wire.decode(from: bytes) == message)
    }
}

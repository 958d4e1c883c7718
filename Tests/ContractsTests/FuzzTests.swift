import Contracts
import Formats
import Mortality
import SwiftProtobuf
import TestBench
import Testing

@Suite("Mutated messages")
struct FuzzTests {
    /// A sample's bytes, and what its reader does with them: whether a value came of it.
    private struct Sample {
        let bytes: [UInt8]
        let isAdmitted: ([UInt8]) throws -> Bool
    }

    private func samples(using random: inout SeededGenerator) throws -> [Sample] {
        [
            Sample(bytes: try Wire.encode(try Given.submitted(using: &random))) { bytes in
                guard let message = try? Wire.decode(Vigie_V1_DeclarationSubmitted.self, from: bytes),
                    let declaration = try? Declaration(message.declaration)
                else { return false }
                return try Declaration(declaration.message) == declaration
            },
            Sample(bytes: try Wire.encode(try Given.counts().message)) { bytes in
                guard let message = try? Wire.decode(Vigie_V1_CountsChanged.self, from: bytes), let change = try? CountsChange(message)
                else { return false }
                return try CountsChange(change.message) == change
            },
            Sample(bytes: try Wire.encode(try Given.assessment(Given.expectation).message)) { bytes in
                guard let message = try? Wire.decode(Vigie_V1_Assessment.self, from: bytes),
                    let assessment = try? DepartmentAssessment(message)
                else { return false }
                return assessment.expectation?.zScore.isFinite ?? true
            },
            Sample(bytes: try Wire.encode(try Given.alert(closedAt: 3).message)) { bytes in
                guard let message = try? Wire.decode(Vigie_V1_Alert.self, from: bytes), let alert = try? DepartmentAlert(message)
                else { return false }
                return alert.id.bytes.count == 16
            },
        ]
    }

    @Test("A hundred thousand mutated messages crash nothing; what is still admitted is valid and encodes again")
    func mutations() throws {
        var random = SeededGenerator(seed: 5)
        let samples = try self.samples(using: &random)
        var admitted = [Int](repeating: 0, count: samples.count)
        for round in 0..<100_000 {
            let sample = samples[round % samples.count]
            var bytes = sample.bytes
            if round % 3 == 0 {
                WireMutation.apply(to: &bytes, using: &random)
            } else {
                Mutation.apply(to: &bytes, donor: samples[(round / 7) % samples.count].bytes, using: &random)
            }
            if try sample.isAdmitted(bytes) { admitted[round % samples.count] += 1 }
        }
        // Each reader met both: bytes that it takes and bytes that it refuses.
        #expect(admitted.allSatisfy { (1..<25_000).contains($0) })
    }
}

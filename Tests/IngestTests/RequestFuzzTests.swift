import Accounts
import Formats
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Runtime
import TestBench
import Testing

@testable import Ingest

@Suite("Mutated requests")
struct RequestFuzzTests {
    private static let bodies = [
        Door.declaration(), Door.declaration(["revision": "2", "reason": "\"\\u00e9\\ud83d\\udd4a\"", "withdrawn": "true"]),
        Door.declaration(["deaths": "0", "place": nil, "cause": nil]), Door.declaration() + "\n" + Door.declaration(["name": "[[[1e9]]]"]) + "\r\n",
    ].map { Array($0.utf8) }
    private static let donor = Array("{\"\\ud800\":-1e99,[null,\u{FEFF}\"\u{0}é\"}\n".utf8)

    /// Sends requests made from a seed; says what was answered, how often.
    private func hammer(seed: UInt64, rounds: Int) async throws -> [UInt: Int] {
        let door = Door(strangers: 1_000_000)
        return try await door.open { client in
            var random = SeededGenerator(seed: seed)
            var answers: [UInt: Int] = [:]
            let one = Door.headers(door.everywhere)
            let many = Door.headers(door.everywhere, type: "application/x-ndjson")
            for round in 0..<rounds {
                var body = Self.bodies[round % Self.bodies.count]
                if round % 50 != 0 { Mutation.apply(to: &body, donor: Self.donor, using: &random) }
                var headers = round % 5 == 0 ? many : one
                if round % 11 == 0 { headers[.authorization] = Self.text("Bearer \(door.vannes.text)", using: &random) }
                if round % 13 == 0 { headers[.contentType] = Self.text("application/json; charset=utf-8", using: &random) }
                if round % 997 == 0 { body += [UInt8](repeating: 0x20, count: 16 << 10) }
                let isQuestion = round % 19 == 0
                let path =
                    isQuestion
                    ? "/v1/declarations/\(Self.path(using: &random))"
                    : round % 5 == 0 ? "/v1/declarations/batch?dryRun=\(Bool.random(using: &random))" : "/v1/declarations"
                let response = try await client.execute(
                    uri: path, method: isQuestion ? .get : .post, headers: headers, body: isQuestion ? nil : ByteBuffer(bytes: body))
                answers[UInt(response.status.code), default: 0] += 1
            }
            return answers
        }
    }

    @Test("A hundred thousand of them crash nothing, and each is answered with success or what is wrong with it")
    func mutations() async throws {
        async let first = self.hammer(seed: 41, rounds: 50_000)
        async let second = self.hammer(seed: 42, rounds: 50_000)
        let answers = try await first.merging(try await second, uniquingKeysWith: +)
        #expect(answers.values.reduce(0, +) == 100_000)
        // 503 is the ledger's, which this house does not have.
        #expect(Set(answers.keys).isSubset(of: [200, 202, 400, 401, 403, 404, 405, 409, 413, 415, 422, 503]))
        for status in [200, 202, 400, 401, 404, 413, 415, 422] as [UInt] { #expect(answers[status, default: 0] > 0, "\(status)") }
    }

    /// A header's value, harmed but still one that HTTP can carry.
    private static func text(_ text: String, using random: inout SeededGenerator) -> String {
        var bytes = Array(text.utf8)
        Mutation.apply(to: &bytes, donor: Array("Bearer vgk_ ; charset".utf8), using: &random)
        return String(decoding: bytes.map { (0x20...0x7E).contains($0) ? $0 : 0x3F }, as: UTF8.self)
    }

    /// An id and a receipt, harmed but still in an address.
    private static func path(using random: inout SeededGenerator) -> String {
        var bytes = Array("\(Door.id)?receipt=AWFiY2RlAAAA".utf8)
        Mutation.apply(to: &bytes, donor: Array("?receipt=%00&commune=".utf8), using: &random)
        return String(decoding: bytes.map { (0x21...0x7E).contains($0) ? $0 : 0x25 }, as: UTF8.self)
    }
}

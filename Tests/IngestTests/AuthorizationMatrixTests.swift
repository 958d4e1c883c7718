import Accounts
import Contracts
import Formats
import HTTPTypes
import HummingbirdTesting
import Messaging
import Mortality
import Runtime
import Testing

@testable import Ingest

/// Every kind of key against every kind of commune, on every route.
@Suite("Who may do what")
struct AuthorizationMatrixTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let keyName: String
        let key: @Sendable (Door) -> APIKey?
        let commune: String
        let declares: HTTPResponse.Status
        let reads: HTTPResponse.Status

        var testDescription: String { "\(self.keyName) for \(self.commune)" }
    }

    static let keys: [(name: String, key: @Sendable (Door) -> APIKey?, writes: Bool, reach: Set<String>)] = [
        ("commune 56260", { $0.vannes }, true, ["56260"]), ("commune 75056", { $0.paris }, true, ["75056", "75101", "75120"]),
        ("department 56", { $0.morbihan }, true, ["56260", "56121"]),
        ("all", { $0.everywhere }, true, ["56260", "56121", "22278", "75056", "75101", "75120", "98731", "00001"]),
        ("read only 56", { $0.reader }, false, ["56260", "56121"]),
    ]
    static let communes = ["56260", "56121", "22278", "75056", "75101", "75120", "98731", "00001", "56999"]

    static let cases: [Case] =
        communes.flatMap { commune in
            keys.map { name, key, writes, reach in
                let isKnown = commune != "56999"
                return Case(
                    keyName: name, key: key, commune: commune,
                    declares: !writes ? .forbidden : !isKnown ? .notFound : reach.contains(commune) ? .accepted : .forbidden,
                    reads: reach.contains(commune) ? .ok : .notFound)
            }
                + [
                    Case(keyName: "revoked", key: { $0.revoked }, commune: commune, declares: .unauthorized, reads: .unauthorized),
                    Case(keyName: "stranger", key: { _ in APIKey() }, commune: commune, declares: .unauthorized, reads: .unauthorized),
                    Case(keyName: "nobody", key: { _ in nil }, commune: commune, declares: .unauthorized, reads: .unauthorized),
                ]
        }

    @Test("A declaration", arguments: cases)
    func declaring(one: Case) async throws {
        let door = Door()
        let key = one.key(door)
        let response = try await door.open { try await $0.declare(Door.declaration(["commune": "\"\(one.commune)\""]), key: key) }
        #expect(response.status == one.declares)
        #expect(door.publisher.messages.count == (one.declares == .accepted ? 1 : 0))
    }

    @Test("A row of a batch", arguments: cases)
    func batch(one: Case) async throws {
        let door = Door()
        let key = one.key(door)
        let response = try await door.open {
            try await $0.declare(rows: [Door.declaration(["commune": "\"\(one.commune)\""])], key: key)
        }
        if response.status == .ok {
            #expect(response.rows.map { $0["status"] } == [.integer(Int(one.declares.code))])
        } else {
            #expect(response.status == one.declares)
        }
        #expect(door.publisher.messages.count == (one.declares == .accepted ? 1 : 0))
    }

    @Test("The standing of a declaration, as a ledger tells that keeps nothing to itself", arguments: cases)
    func reading(one: Case) async throws {
        let door = Door(
            others: Door.ledger { question, _ in
                var status = Vigie_V1_DeclarationStatus()
                status.commune = one.commune
                status.revision = 1
                status.state = .counted
                var reply = Vigie_V1_DeclarationStatusReply()
                reply.declarations = [status]
                return reply
            })
        let key = one.key(door)
        let response = try await door.open {
            try await $0.execute(uri: "/v1/declarations/\(Door.id)", method: .get, headers: Door.headers(key, type: nil))
        }
        // The ledger may know a commune that is no longer in the list; a key of its department reaches it.
        let isKept = one.commune == "56999" && ["department 56", "read only 56", "all"].contains(one.keyName)
        #expect(response.status == (isKept ? .ok : one.reads))
    }

    @Test("Every route that Ingest has is in this matrix; what those who run it ask stands on another port")
    func everyRoute() async throws {
        let door = Door()
        for path in ["/healthz", "/readyz", "/metrics", "//metrics"] {
            #expect(try await door.open { try await $0.execute(uri: path, method: .get) }.status == .notFound)
        }
        let guarded: [(String, HTTPRequest.Method)] = [
            ("/v1/declarations", .post), ("/v1/declarations/batch", .post), ("/v1/declarations/x", .get),
        ]
        for (path, method) in guarded {
            #expect(try await door.open { try await $0.execute(uri: path, method: method) }.status == .unauthorized)
        }
    }
}

import Accounts
import Answering
import Contracts
import Formats
import FoundationEssentials
import HTTPTypes
import HummingbirdTesting
import Messaging
import Mortality
import Runtime
import Testing
import Threading

@testable import Ingest

@Suite("GET /v1/declarations/{id}")
struct StandingTests {
    private static func reply(
        _ states: [(UInt32, Vigie_V1_RevisionState)], state: Vigie_V1_RevisionState = .counted, commune: String = "56260", recordedAt: Int64 = 2_000_000
    ) throws -> Vigie_V1_DeclarationStatus {
        var status = Vigie_V1_DeclarationStatus()
        status.commune = commune
        status.revision = states.last?.0 ?? 0
        status.state = state
        status.revisions = try states.map { revision, state in
            var record = Vigie_V1_RevisionRecord()
            record.declaration = try DeclarationForm(
                try JSONReader.read(Array(Door.declaration(["revision": "\(revision)", "reason": "\"why\""]).utf8))
            ).declaration().message
            record.state = state
            record.refusal = state == .refused ? "after today" : ""
            record.receivedAtUs = 1_000_000
            record.recordedAtUs = recordedAt
            return record
        }
        return status
    }

    private static func ledger(_ statuses: [Vigie_V1_DeclarationStatus]) -> Asked {
        Door.ledger { _, _ in
            var reply = Vigie_V1_DeclarationStatusReply()
            reply.declarations = statuses
            return reply
        }
    }

    private func get(_ door: Door, key: APIKey, id: String = Door.id, query: String = "") async throws -> TestResponse {
        try await door.open {
            try await $0.execute(uri: "/v1/declarations/\(id)\(query)", method: .get, headers: Door.headers(key, type: nil))
        }
    }

    private static func receipt(_ changes: [String: String?] = [:]) throws -> String {
        let declaration = try DeclarationForm(try JSONReader.read(Array(Door.declaration(changes).utf8))).declaration()
        return Base64URL.encode(Door.mint.bytes(for: declaration))
    }

    @Test("What the ledger says is told, revision by revision")
    func counted() async throws {
        let door = Door(others: Self.ledger([try Self.reply([(1, .superseded), (2, .counted)])]))
        let response = try await self.get(door, key: door.vannes)
        #expect(response.status == .ok)
        #expect(response.headers[.contentType]?.hasPrefix("application/json") == true)
        #expect(response.members["id"] == .string(Door.id))
        #expect(response.members["revision"] == .integer(2))
        #expect(response.members["state"] == .string("counted"))
        guard case .array(let revisions)? = response.members["revisions"], case .object(let first)? = revisions.first else {
            Issue.record("no revisions in \(response.text)")
            return
        }
        let members = Dictionary(first.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
        #expect(
            members == [
                "revision": .integer(1), "state": .string("superseded"), "occurredOn": .string("2026-11-20"), "place": .string("careHome"),
                "cause": .string("covidSuspected"), "deaths": .integer(2), "reason": .string("why"),
                "receivedAt": .string("1970-01-01T00:00:01.000Z"), "recordedAt": .string("1970-01-01T00:00:02.000Z"),
            ])
    }

    @Test(
        "Every state has its name",
        arguments: [
            (.counted, "counted"), (.superseded, "superseded"), (.withdrawn, "withdrawn"), (.refused, "refused"), (.conflict, "conflict"),
        ] as [(Vigie_V1_RevisionState, String)])
    func states(state: Vigie_V1_RevisionState, name: String) async throws {
        let door = Door(others: Self.ledger([try Self.reply([(1, state)], state: state)]))
        #expect(try await self.get(door, key: door.vannes).members["state"] == .string(name))
    }

    @Test("A state of a later version is an error, not a guess")
    func unknownState() async throws {
        let door = Door(others: Self.ledger([try Self.reply([(1, .UNRECOGNIZED(42))], state: .UNRECOGNIZED(42))]))
        #expect(try await self.get(door, key: door.vannes).status == .internalServerError)
    }

    @Test("What nobody has heard of is 404, and so is what is no id", arguments: [Door.id, "x", "0190abcd", "..%2F"])
    func unknown(id: String) async throws {
        let door = Door(others: Self.ledger([]))
        #expect(try await self.get(door, key: door.everywhere, id: id).status == .notFound)
    }

    @Test("Who presents its receipt is told that it is on its way, before the ledger has it and while it is away")
    func received() async throws {
        let query = "?receipt=\(try Self.receipt())"
        for door in [Door(others: Self.ledger([])), Door()] {
            let response = try await self.get(door, key: door.vannes, query: query)
            #expect(response.status == .ok)
            #expect(response.members["state"] == .string("received"))
            #expect(response.members["commune"] == .string("56260"))
        }
    }

    @Test("A correction on its way is told beside what the ledger has")
    func correctionReceived() async throws {
        let query = "?receipt=\(try Self.receipt(["revision": "2", "reason": "\"why\""]))"
        let door = Door(others: Self.ledger([try Self.reply([(1, .counted)])]))
        let response = try await self.get(door, key: door.vannes, query: query)
        #expect(response.members["state"] == .string("received"))
        #expect(response.members["revision"] == .integer(2))
        guard case .array(let revisions)? = response.members["revisions"] else { return #expect(Bool(false)) }
        #expect(revisions.count == 2)
        let arrived = Door(others: Self.ledger([try Self.reply([(1, .superseded), (2, .counted)])]))
        #expect(try await self.get(arrived, key: arrived.vannes, query: query).members["state"] == .string("counted"))
    }

    @Test("A receipt that is not ours, or another's, tells nothing")
    func foreignReceipts() async throws {
        let genuine = try Self.receipt()
        let door = Door(others: Self.ledger([]))
        let declaration = try DeclarationForm(try JSONReader.read(Array(Door.declaration().utf8))).declaration()
        let foreign = Base64URL.encode(ReceiptMint(secret: "another secret of the tests").bytes(for: declaration))
        for receipt in ["x", "", String(genuine.reversed()), foreign] {
            #expect(try await self.get(door, key: door.vannes, query: "?receipt=\(receipt)").status == .notFound)
        }
        // A genuine one in the hands of another commune.
        #expect(try await self.get(door, key: door.paris, query: "?receipt=\(genuine)").status == .notFound)
    }

    @Test("Without a receipt, a ledger that is away is 503")
    func away() async throws {
        let door = Door()
        let response = try await self.get(door, key: door.vannes)
        #expect(response.status == .serviceUnavailable)
        #expect(response.headers[.retryAfter] != nil)
    }

    @Test("What the ledger will not tell is as if it were not there", arguments: [.denied, .notFound] as [RPCStatus])
    func denied(status: RPCStatus) async throws {
        let door = Door(others: Door.ledger { _, _ in throw RPCFailure(status, "no") })
        #expect(try await self.get(door, key: door.vannes).status == .notFound)
    }

    @Test("Of the same id in two communes, the key sees its own; one that sees both is told the latest, or its receipt's")
    func twoCommunes() async throws {
        let statuses = [
            try Self.reply([(1, .counted)], recordedAt: 5), try Self.reply([(1, .counted)], commune: "56121", recordedAt: 9),
        ]
        let door = Door(
            others: Door.ledger { question, _ in
                var reply = Vigie_V1_DeclarationStatusReply()
                reply.declarations = statuses.filter { question.commune.isEmpty || $0.commune == question.commune }
                return reply
            })
        #expect(try await self.get(door, key: door.vannes).members["commune"] == .string("56260"))
        #expect(try await self.get(door, key: door.morbihan).members["commune"] == .string("56121"))
        #expect(try await self.get(door, key: door.morbihan, query: "?receipt=\(try Self.receipt())").members["commune"] == .string("56260"))
    }

    @Test("The ledger is asked within the key's departments, under the request's trace")
    func question() async throws {
        let asked = Locked<[(id: [UInt8], scope: String)]>([])
        let ledger = Door.ledger { question, scope in
            asked.withLock { $0.append((Array(question.id), scope.header)) }
            return Vigie_V1_DeclarationStatusReply()
        }
        let door = Door(others: ledger)
        for key in [door.vannes, door.morbihan, door.everywhere] { _ = try await self.get(door, key: key) }
        #expect(asked.withLock { $0.map(\.scope) } == ["56", "56", "*"])
        #expect(ledger.correlations.compactMap(\.self).count == 3)
        #expect(try asked.withLock { $0.first?.id } == DeclarationID(Door.id).bytes)
    }
}

import Accounts
import Answering
import Contracts
import Formats
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Messaging
import Mortality
import NIOCore
import Runtime
import TestBench
import Testing
import Threading
import Web

@testable import Ingest

/// What a clerk's token opens at Ingest, and what it does not.
@Suite("Ingest with a clerk's token")
struct TokenDoorTests {
    private func headers(_ token: String, type: String? = "application/json") -> HTTPFields {
        var headers = Door.headers(nil, type: type)
        headers[.authorization] = "Bearer \(token)"
        return headers
    }

    /// A token whose signature begins otherwise.
    private static func harmed(_ token: String) -> String {
        let place = token.index(after: token.firstIndex(of: ".") ?? token.startIndex)
        return token[..<place] + (token[place] == "A" ? "B" : "A") + token[token.index(after: place)...]
    }

    private func declare(_ door: Door, _ token: String, _ changes: [String: String?] = [:]) async throws -> TestResponse {
        try await door.open { client in
            try await client.execute(
                uri: "/v1/declarations", method: .post, headers: self.headers(token), body: ByteBuffer(string: Door.declaration(changes)))
        }
    }

    @Test("It declares for its commune, and the broker is told which account did, and on whose behalf", arguments: [Standing.own, .onBehalf])
    func declares(standing: Standing) async throws {
        let portal = GivenToken()
        let token = try await portal.sign("56260", standing)
        let door = Door(tokens: portal.verifier())
        let response = try await self.declare(door, token)
        #expect(response.status == .accepted && response.members["receipt"] != nil)
        let message = try #require(door.publisher.messages.first)
        let submitted: Vigie_V1_DeclarationSubmitted = try Wire.decode(from: message.body)
        #expect(Array(submitted.account) == portal.account.bytes && submitted.onBehalf == (standing == .onBehalf))
        #expect(submitted.keyID.isEmpty && !submitted.mayBackdate)
        // A key's says nothing of either.
        let byKey = try await door.open { try await $0.declare(Door.declaration(), key: door.vannes) }
        let other: Vigie_V1_DeclarationSubmitted = try Wire.decode(from: try #require(door.publisher.messages.last).body)
        #expect(byKey.status == .accepted && other.account.isEmpty && !other.onBehalf && other.keyID == door.vannes.id)
        // The receipt is of what is declared, whoever does it.
        #expect(byKey.members["receipt"] == response.members["receipt"])
    }

    @Test(
        "A stolen token is worth ten minutes of one commune",
        arguments: [
            ("56260", "56121", HTTPResponse.Status.forbidden), ("56260", "22278", .forbidden), ("56260", "75056", .forbidden), ("56260", "56999", .notFound),
            ("75056", "75101", .accepted), ("75056", "75120", .accepted), ("75101", "75056", .forbidden), ("75101", "75120", .forbidden),
            ("56260", "56260", .accepted),
        ])
    func communes(own: String, other: String, status: HTTPResponse.Status) async throws {
        let portal = GivenToken()
        let token = try await portal.sign(own)
        let door = Door(tokens: portal.verifier())
        #expect(try await self.declare(door, token, ["commune": "\"\(other)\""]).status == status)
        let batch = try await door.open { client in
            try await client.execute(
                uri: "/v1/declarations/batch", method: .post, headers: self.headers(token, type: "application/x-ndjson"),
                body: ByteBuffer(string: Door.declaration(["commune": "\"\(other)\"", "id": "\"\(Door.id(7))\""])))
        }
        #expect(batch.rows.map { $0["status"] } == [.integer(Int(status.code))])
        #expect(door.publisher.messages.count == (status == .accepted ? 2 : 0))
    }

    @Test("It goes back as far as a commune's key, and no further")
    func backdating() async throws {
        let portal = GivenToken()
        let token = try await portal.sign()
        let door = Door(tokens: portal.verifier())
        for day in ["2024-11-22", "2024-11-23", "1970-01-01", "2026-11-24"] {
            let byToken = try await self.declare(door, token, ["occurredOn": "\"\(day)\""])
            let byKey = try await door.open { try await $0.declare(Door.declaration(["occurredOn": "\"\(day)\""]), key: door.vannes) }
            #expect(byToken.status == byKey.status, "\(day)")
        }
    }

    @Test(
        "It is refused once its ten minutes are over, and told why; before that it is not",
        arguments: [(0, true), (599, true), (600, false), (-30, true), (-31, false)])
    func times(secondsLater: Int64, isTaken: Bool) async throws {
        let portal = GivenToken()
        let token = try await portal.sign()
        let door = Door(at: Instant(microseconds: Door.noon.microseconds + secondsLater * 1_000_000), tokens: portal.verifier())
        let response = try await self.declare(door, token)
        #expect(response.status == (isTaken ? .accepted : .unauthorized))
        if !isTaken {
            #expect(response.members["detail"] == .string(secondsLater < 0 ? "the token was issued in the future" : "the token has expired"))
            #expect(response.headers[.wwwAuthenticate] == "Bearer realm=\"vigie\"")
        }
    }

    @Test("Each refusal says why, and nothing reaches the broker")
    func refusals() async throws {
        let (portal, other) = (GivenToken(), GivenToken())
        let token = try await portal.sign()
        let strange = try await other.sign()
        let cases: [(String, TokenVerifier, String)] = [
            (strange, portal.verifier(), "the token was signed with a key that is not known here"), ("vgt_nonsense", portal.verifier(), "the token is none"),
            (token.replacing(".", with: "A"), portal.verifier(), "the token is none"),
            (Self.harmed(token), portal.verifier(), "the token's signature is wrong"),
            (token, portal.verifier(revokedAt: Door.noon), "the token was revoked"),
            (
                token, TokenVerifier(keys: portal.keys.map { TokenKey(id: $0.id, publicKey: $0.publicKey, createdAt: 0, expiresAt: 1) }),
                "the token was signed with a key whose time is over"
            ),
        ]
        for (token, verifier, reason) in cases {
            let door = Door(tokens: verifier)
            let response = try await self.declare(door, token)
            #expect(response.status == .unauthorized && response.members["detail"] == .string(reason), "\(reason)")
            #expect(!response.text.contains(token))
            var french = self.headers(token)
            french[.acceptLanguage] = "fr"
            let headers = french
            let told = try await door.open { try await $0.execute(uri: "/v1/declarations", method: .post, headers: headers, body: ByteBuffer(string: "{}")) }
            #expect(told.members["detail"] != response.members["detail"], "\(reason)")
            #expect(door.publisher.calls == 0)
        }
        // Before keys were loaded nobody knows.
        #expect(try await self.declare(Door(isLoaded: false), token).status == .serviceUnavailable)
    }

    @Test("A key that signs and is not known is asked for at once, and the declaration taken at the first try")
    func freshKey() async throws {
        let portal = GivenToken()
        let token = try await portal.sign()
        let door = Door()
        let routes = try door.routes(publisher: door.publisher)
        let asked = Locked<[TokenKeyID]>([])
        let known = Locked(try door.snapshot())
        let visitors = Visitors(
            reference: { known.withLock { $0 } },
            learnTokenKey: { id in
                asked.withLock { $0.append(id) }
                guard let snapshot = try? Door(tokens: portal.verifier()).snapshot() else { return false }
                known.withLock { $0 = snapshot }
                return true
            }, clock: ZoneClock(now: { Door.noon }))
        let fresh = IngestRoutes(
            visitors: visitors, limits: routes.limits, intake: routes.intake, publisher: door.publisher, others: routes.others, logger: Door.silent)
        let response = try await Application(router: fresh.router(), logger: Door.silent).test(.router) { client in
            try await client.execute(uri: "/v1/declarations", method: .post, headers: self.headers(token), body: ByteBuffer(string: Door.declaration()))
        }
        #expect(response.status == .accepted)
        let ids = asked.withLock { $0 }
        #expect(ids == portal.keys.map(\.id))
    }

    @Test("Its account may send as much as a commune's key, whichever tokens it has")
    func rate() async throws {
        let portal = GivenToken()
        let tokens = [try await portal.sign(), try await portal.sign()]
        let door = Door(tokens: portal.verifier())
        let most = UsualRate.perSecond(of: .commune(try CommuneCode("56260"))) * 10
        let statuses = try await door.open { client in
            var statuses: [HTTPResponse.Status] = []
            for number in 0...most {
                statuses.append(
                    try await client.execute(
                        uri: "/v1/declarations?dryRun=true", method: .post, headers: self.headers(tokens[number % 2]),
                        body: ByteBuffer(string: Door.declaration())
                    ).status)
            }
            return statuses
        }
        #expect(statuses.count { $0 == .ok } == most && statuses.last == .tooManyRequests)
    }

    @Test(
        "It reads what became of its commune's declarations, and of no other's",
        arguments: [("56260", HTTPResponse.Status.ok), ("56121", .notFound), ("75056", .notFound)])
    func standing(commune: String, status: HTTPResponse.Status) async throws {
        let portal = GivenToken()
        let token = try await portal.sign()
        let scopes = Locked<[Scope]>([])
        let door = Door(
            tokens: portal.verifier(),
            others: Door.ledger { _, scope in
                scopes.withLock { $0.append(scope) }
                var record = Vigie_V1_RevisionRecord()
                record.declaration.revision = 1
                record.state = .counted
                record.onBehalf = true
                var standing = Vigie_V1_DeclarationStatus()
                standing.commune = commune
                standing.revision = 1
                standing.state = .counted
                standing.revisions = [record]
                var reply = Vigie_V1_DeclarationStatusReply()
                reply.declarations = [standing]
                return reply
            })
        let response = try await door.open {
            try await $0.execute(uri: "/v1/declarations/\(Door.id)", method: .get, headers: self.headers(token, type: nil))
        }
        #expect(response.status == status)
        let asked = scopes.withLock { $0 }
        #expect(asked == [.departments([try DepartmentCode("56")])])
        // That somebody else declared it is told, and never who.
        if status == .ok {
            #expect(response.text.contains("\"onBehalf\":true") && !response.text.contains(portal.account.description) && !response.text.contains("account"))
        }
    }

    @Test("What does not count is told of its commune alone")
    func contested() async throws {
        let portal = GivenToken()
        let token = try await portal.sign()
        let door = Door(tokens: portal.verifier())
        let asked = Locked<[Vigie_V1_ContestedDeclarationsRequest]>([])
        var routes = try door.routes(publisher: door.publisher)
        routes.others = Asked(by: .ingest) { router in
            router.on(AggregationMethods.contestedDeclarations) { question, _ in
                asked.withLock { $0.append(question) }
                var reply = Vigie_V1_ContestedDeclarationsReply()
                reply.declarations = ["56260", "56121"].map { commune in
                    var record = Vigie_V1_RevisionRecord()
                    record.declaration.commune = commune
                    record.declaration.id = .init([UInt8](repeating: 7, count: 16))
                    record.declaration.revision = 1
                    record.state = .refused
                    return record
                }
                return reply
            }
        }
        let response = try await Application(router: routes.router(), logger: Door.silent).test(.router) {
            try await $0.execute(uri: "/v1/declarations?state=refused", method: .get, headers: self.headers(token, type: nil))
        }
        #expect(response.status == .ok && response.text.contains("56260") && !response.text.contains("56121"))
        let question = try #require(asked.withLock { $0.first })
        #expect(question.department == "56" && question.commune == "56260")
    }
}

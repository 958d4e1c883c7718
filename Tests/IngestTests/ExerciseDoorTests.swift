import Accounts
import Contracts
import Formats
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Messaging
import Mortality
import NIOCore
import Runtime
import Testing
import Web

@testable import Ingest

/// The address for practice, and who typed what another sends.
@Suite("Ingest for practice, and on a shared device")
struct ExerciseDoorTests {
    private func declare(
        _ door: Door, at address: String, _ authorization: String, _ changes: [String: String?] = [:], type: String = "application/json"
    ) async throws -> TestResponse {
        var headers = Door.headers(nil, type: type)
        headers[.authorization] = authorization
        let sent = headers
        return try await door.open { try await $0.execute(uri: address, method: .post, headers: sent, body: ByteBuffer(string: Door.declaration(changes))) }
    }

    @Test("Only the exercise department is declared for there, whoever asks; the receipt is found there too")
    func practice() async throws {
        let portal = GivenToken()
        let token = "Bearer \(try await portal.sign("56260"))"
        let door = Door(tokens: portal.verifier())
        let everywhere = "Bearer \(door.everywhere.text)"
        let taken = try await self.declare(door, at: "/v1/exercise/declarations", everywhere, ["commune": "\"00001\""])
        #expect(taken.status == .accepted && taken.headers[.location]?.hasPrefix("/v1/exercise/declarations/\(Door.id)?receipt=") == true)
        #expect(door.publisher.messages.count == 1)
        for commune in ["56260", "22278", "75101"] {
            #expect(try await self.declare(door, at: "/v1/exercise/declarations", everywhere, ["commune": "\"\(commune)\""]).status == .forbidden)
            let batch = try await self.declare(
                door, at: "/v1/exercise/declarations/batch", everywhere, ["commune": "\"\(commune)\""], type: "application/x-ndjson")
            #expect(batch.rows.map { $0["status"] } == [.integer(403)])
        }
        // A clerk's token opens its own commune, here as there.
        #expect(try await self.declare(door, at: "/v1/exercise/declarations", token).status == .forbidden)
        #expect(try await self.declare(door, at: "/v1/exercise/declarations", token, ["commune": "\"00001\""]).status == .forbidden)
        #expect(door.publisher.messages.count == 1)
    }

    @Test("Who typed it is told with a person's token alone, and only where it was another")
    func typists() async throws {
        let portal = GivenToken()
        let token = "Bearer \(try await portal.sign("56260"))"
        let door = Door(tokens: portal.verifier())
        let other = AccountID()
        #expect(try await self.declare(door, at: "/v1/declarations", token, ["typedBy": "\"\(other)\""]).status == .accepted)
        #expect(
            try await self.declare(door, at: "/v1/declarations", token, ["typedBy": "\"\(portal.account)\"", "id": "\"\(Door.id(3))\""]).status == .accepted)
        let told = try door.publisher.messages.map { message -> [UInt8] in
            let submitted: Vigie_V1_DeclarationSubmitted = try Wire.decode(from: message.body)
            return Array(submitted.typedBy)
        }
        #expect(told == [other.bytes, []])
        for value in ["\"x\"", "3", "\"00000000-0000-0000-0000-000000000000\""] {
            #expect(try await self.declare(door, at: "/v1/declarations", token, ["typedBy": value]).status == .unprocessableContent)
        }
        #expect(try await self.declare(door, at: "/v1/declarations", "Bearer \(door.vannes.text)", ["typedBy": "\"\(other)\""]).status == .unprocessableContent)
        let row = try await self.declare(door, at: "/v1/declarations/batch", token, ["typedBy": "\"\(other)\""], type: "application/x-ndjson")
        #expect(row.rows.map { $0["status"] } == [.integer(422)])
        #expect(door.publisher.messages.count == 2)
    }
}

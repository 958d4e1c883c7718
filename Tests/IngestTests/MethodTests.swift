import Formats
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Runtime
import Testing

@testable import Ingest

@Suite("Methods")
struct MethodTests {
    @Test(
        "Another method at an address that is known is told which would do",
        arguments: [
            (.put, "/v1/declarations", "GET, POST"), (.delete, "/v1/declarations", "GET, POST"),
            (.get, "/v1/declarations/batch?dryRun=true", "POST"), (.delete, "/v1/declarations/\(Door.id)", "GET"),
            (.post, "/v1/declarations/\(Door.id)", "GET"), (.post, "/healthz", "GET"), (.post, "/readyz", "GET"), (.delete, "/metrics", "GET"),
        ] as [(HTTPRequest.Method, String, String)])
    func notAllowed(method: HTTPRequest.Method, path: String, allow: String) async throws {
        let door = Door()
        let response = try await door.open { client in
            try await client.execute(
                uri: path, method: method, headers: Door.headers(door.vannes), body: ByteBuffer(string: Door.declaration()))
        }
        #expect(response.status == .methodNotAllowed)
        #expect(response.headers[.allow] == allow)
        #expect(response.headers[.contentType] == "application/problem+json")
        #expect(response.members["status"] == .integer(405))
        #expect(door.publisher.calls == 0)
    }

    @Test("Every address takes what it says it takes, and an unknown one is still unknown")
    func allowed() async throws {
        let door = Door()
        let statuses = try await door.open { client in
            let statuses = [
                try await client.declare(Door.declaration(), key: door.vannes).status,
                try await client.declare(rows: [Door.declaration()], key: door.vannes).status,
                try await client.execute(uri: "/v1/declarations/\(Door.id)", method: .get, headers: Door.headers(door.vannes)).status,
                try await client.execute(uri: "/healthz", method: .get).status, try await client.execute(uri: "/metrics", method: .get).status,
                try await client.execute(uri: "/v1/nothing", method: .post).status,
            ]
            return statuses
        }
        // The ledger is away here: that is another thing than not being asked.
        #expect(statuses == [.accepted, .ok, .serviceUnavailable, .ok, .ok, .notFound])
    }
}

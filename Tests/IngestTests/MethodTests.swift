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
            (.put, "/v1/declarations", "GET, HEAD, POST, OPTIONS"), (.delete, "/v1/declarations", "GET, HEAD, POST, OPTIONS"),
            (.get, "/v1/declarations/batch?dryRun=true", "POST, OPTIONS"), (.delete, "/v1/declarations/\(Door.id)", "GET, HEAD, OPTIONS"),
            (.post, "/v1/declarations/\(Door.id)", "GET, HEAD, OPTIONS"),
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
                try await client.execute(uri: "/v1/nothing", method: .post).status,
            ]
            return statuses
        }
        // The ledger is away here: that is another thing than not being asked.
        #expect(statuses == [.accepted, .ok, .serviceUnavailable, .notFound])
    }

    @Test(
        "A slip of the pen in a parameter is named, and nothing is declared",
        arguments: [
            ("/v1/declarations?dryrun=true", "dryrun"), ("/v1/declarations?dry_run=true", "dry_run"), ("/v1/declarations?dryRun=yes", "dryRun"),
            ("/v1/declarations?dryRun=true&dryRun=false", "dryRun"), ("/v1/declarations?dryRun", "dryRun"),
            ("/v1/declarations/batch?DryRun=true", "DryRun"), ("/v1/declarations/batch?dry%52un=true", "dry%52un"),
            ("/v1/declarations/\(Door.id)?recipt=x", "recipt"),
        ])
    func parameters(uri: String, field: String) async throws {
        let door = Door()
        let isRead = !uri.hasPrefix("/v1/declarations?") && !uri.contains("batch")
        let response = try await door.open {
            try await $0.execute(
                uri: uri, method: isRead ? .get : .post,
                headers: Door.headers(door.vannes, type: uri.contains("batch") ? "application/x-ndjson" : "application/json"),
                body: ByteBuffer(string: isRead ? "" : Door.declaration()))
        }
        #expect(response.status == .unprocessableContent)
        #expect(response.members["field"] == .string(field))
        #expect(door.publisher.calls == 0)
    }

    @Test("A single declaration may be rehearsed")
    func rehearsal() async throws {
        let door = Door()
        let (good, bad) = try await door.open { client in
            func rehearse(_ body: String) async throws -> TestResponse {
                try await client.execute(uri: "/v1/declarations?dryRun=true", method: .post, headers: Door.headers(door.vannes), body: ByteBuffer(string: body))
            }
            return (try await rehearse(Door.declaration()), try await rehearse("{}"))
        }
        #expect(good.status == .ok && good.members["dryRun"] == .boolean(true) && good.members["receipt"] == nil)
        #expect(bad.status == .unprocessableContent)
        #expect(door.publisher.calls == 0)
    }
}

@testable import Persistence
import TestBench
import Testing

@Suite struct OutboxTests {
    private let outbox = try? Outbox(schema: "s")

    private func withOutbox(_ body: (DatabasePool, Outbox) async throws -> Void) async throws {
        try await withPool { pool in
            try await pool.transaction {
                try await $0.script(
                    """
                    CREATE SCHEMA s;
                    CREATE TABLE s.outbox (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, exchange text NOT NULL,
                        routing_key text NOT NULL, message_id uuid NOT NULL, type text NOT NULL, headers text NOT NULL,
                        body bytea NOT NULL, created_at timestamptz NOT NULL DEFAULT now())
                    """)
            }
            try await body(pool, try #require(self.outbox))
        }
    }

    private func messages(_ count: Int) -> [OutboxMessage] {
        (0..<count).map { n in
            OutboxMessage(
                exchange: "events", routingKey: "counts.\(n)", messageID: Array(repeating: UInt8(n % 256), count: 16), type: "CountsChanged",
                headers: n.isMultiple(of: 2) ? [:] : ["traceparent": "00-\(n)", "é": ""], body: [UInt8(n % 256), 0])
        }
    }

    @Test("What a committed transaction wrote is published at once, whole and in order, and then gone")
    func publishNow() async throws {
        try await self.withOutbox { pool, outbox in
            let published = Published()
            let relay = OutboxRelay(pool: pool, outbox: outbox) { published.take($0) }
            let entries = try await pool.transaction { try await outbox.append(self.messages(5), in: $0) }
            #expect(entries.map(\.message) == self.messages(5))
            #expect(entries.map(\.id) == entries.map(\.id).sorted())
            await relay.publishNow(entries)
            #expect(published.messages == self.messages(5))
            let left0 = try await self.count(pool)
            #expect(left0 == 0)
            await relay.publishNow([])
            #expect(published.messages.count == 5)
        }
    }

    @Test("What a rolled-back transaction wrote never existed")
    func rollback() async throws {
        try await self.withOutbox { pool, outbox in
            await #expect(throws: CancellationError.self) {
                try await pool.transaction {
                    _ = try await outbox.append(self.messages(2), in: $0)
                    throw CancellationError()
                }
            }
            let left0 = try await self.count(pool)
            #expect(left0 == 0)
        }
    }

    @Test("What the broker did not confirm stays, and the sweep takes it later")
    func sweep() async throws {
        try await self.withOutbox { pool, outbox in
            let published = Published()
            let entries = try await pool.transaction { try await outbox.append(self.messages(6), in: $0) }
            await OutboxRelay(pool: pool, outbox: outbox) { messages in messages.indices.map { $0 == 0 } }.publishNow(entries)
            let left5 = try await self.count(pool)
            #expect(left5 == 5)
            // Too young for an ordinary sweep.
            let young = try await OutboxRelay(pool: pool, outbox: outbox, age: .seconds(60)) { published.take($0) }.sweep()
            #expect(young == 0)
            let relay = OutboxRelay(pool: pool, outbox: outbox, age: .zero) { published.take($0) }
            let swept = try await relay.sweep()
            #expect(swept == 5)
            #expect(published.messages == Array(self.messages(6)[1...]))
            let left0 = try await self.count(pool)
            #expect(left0 == 0)
            let again = try await relay.sweep()
            #expect(again == 0)
        }
    }

    @Test("Two sweeps at once share the rows")
    func competition() async throws {
        try await self.withOutbox { pool, outbox in
            _ = try await pool.transaction { try await outbox.append(self.messages(400), in: $0) }
            let published = Published()
            let relay = OutboxRelay(pool: pool, outbox: outbox, age: .zero) { messages in
                try? await Task.sleep(for: .milliseconds(50))
                return published.take(messages)
            }
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<3 { group.addTask { try await relay.sweep() } }
                let swept = try await group.reduce(0, +)
                #expect(swept == 400)
            }
            #expect(published.messages.count == 400)
        }
    }

    @Test("The running sweep empties the outbox and ends when cancelled")
    func run() async throws {
        try await self.withOutbox { pool, outbox in
            _ = try await pool.transaction { try await outbox.append(self.messages(450), in: $0) }
            let published = Published()
            let relay = OutboxRelay(pool: pool, outbox: outbox, age: .zero) { published.take($0) }
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await relay.run() }
                while (try? await self.count(pool)) != 0 { try? await Task.sleep(for: .milliseconds(20)) }
                group.cancelAll()
            }
            #expect(published.messages.count == 450)
        }
    }

    @Test("Headers survive their text form, and a separator in one is refused")
    func headers() throws {
        for headers in [[:], ["a": ""], ["a": "1", "b": "é\n"], ["": "x"]] {
            #expect(try OutboxHeaders.decode(try OutboxHeaders.encode(headers)) == headers)
        }
        #expect(throws: DatabaseError.self) { try OutboxHeaders.encode(["a": "\u{1F}"]) }
        #expect(throws: DatabaseError.self) { try OutboxHeaders.decode("a\u{1F}b") }
        #expect(throws: DatabaseError.self) { try OutboxHeaders.decode("a\u{1F}") }
    }

    @Test("Only a plain schema name makes an outbox", arguments: ["", "a.b", "a;b", "A", "a b", "é"])
    func schema(name: String) {
        #expect(throws: DatabaseError.self) { try Outbox(schema: name) }
    }

    private func count(_ pool: DatabasePool) async throws -> Int { try await pool.query("SELECT count(*) FROM s.outbox").one().int(0) }
}

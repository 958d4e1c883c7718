import Logging

/// Takes messages from an outbox to the broker: at once for whoever just committed them, and by a sweep for what was left behind.
///
/// A message is deleted once the broker confirmed it. It may leave twice (a crash in between, or sweep and committer at
/// the same time), never not at all; its ``OutboxMessage/messageID`` stays the same.
public struct OutboxRelay: Sendable {
    /// Publishes messages and answers, for each in turn, whether the broker confirmed it.
    public typealias Publish = @Sendable ([OutboxMessage]) async -> [Bool]

    private let pool: DatabasePool
    private let outbox: Outbox
    private let publish: Publish
    private let age: Duration
    private let batch = 200

    /// Makes a relay between an outbox and whatever publishes.
    ///
    /// - Parameter age: how old a message must be for the sweep to take it.
    public init(pool: DatabasePool, outbox: Outbox, age: Duration = .seconds(2), publish: @escaping Publish) {
        self.pool = pool
        self.outbox = outbox
        self.publish = publish
        self.age = age
    }

    /// Publishes what was just committed. What the broker does not confirm stays for the sweep; nothing is thrown.
    public func publishNow(_ entries: [OutboxEntry]) async {
        guard !entries.isEmpty else { return }
        let confirmed = await self.confirmed(entries)
        guard !confirmed.isEmpty else { return }
        do {
            try await self.pool.execute("DELETE FROM \(self.outbox.table) WHERE id = ANY($1)", [.int8Array(confirmed)])
        } catch {
            self.pool.logger.warning("Published messages stay in the outbox", metadata: ["error": "\(error)", "messages": .stringConvertible(confirmed.count)])
        }
    }

    /// Sweeps until the task is cancelled.
    public func run() async {
        while !Task.isCancelled {
            do {
                while try await self.sweep() == self.batch, !Task.isCancelled {}
            } catch {
                if !Task.isCancelled { self.pool.logger.warning("The outbox could not be swept", metadata: ["error": "\(error)"]) }
            }
            try? await Task.sleep(for: .milliseconds(Double.random(in: 750..<1_250)))
        }
    }

    /// Publishes one batch of what was left behind, and answers how many messages the broker confirmed.
    @discardableResult
    public func sweep() async throws -> Int {
        try await self.pool.transaction(attempts: 1) { transaction in
            let rows = try await transaction.query(
                """
                SELECT id, exchange, routing_key, message_id, type, headers, body FROM \(self.outbox.table)
                WHERE created_at <= clock_timestamp() - $1::float8 * interval '1 second'
                ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED
                """, [.double(self.age / .seconds(1)), .int(self.batch)])
            guard !rows.isEmpty else { return 0 }
            let confirmed = await self.confirmed(try rows.map { try Self.entry($0) })
            try await transaction.execute("DELETE FROM \(self.outbox.table) WHERE id = ANY($1)", [.int8Array(confirmed)])
            return confirmed.count
        }
    }

    private func confirmed(_ entries: [OutboxEntry]) async -> [Int64] {
        let results = await self.publish(entries.map(\.message))
        return zip(entries, results).filter { $0.1 }.map { $0.0.id }
    }

    private static func entry(_ row: Row) throws(DatabaseError) -> OutboxEntry {
        OutboxEntry(
            id: Int64(try row.int("id")),
            message: OutboxMessage(
                exchange: try row.text("exchange"), routingKey: try row.text("routing_key"), messageID: try row.uuid("message_id"),
                type: try row.text("type"), headers: try OutboxHeaders.decode(try row.text("headers")), body: try row.bytes("body")))
    }
}

/// The table in which a service writes what it will tell others, in the transaction of the data itself.
public struct Outbox: Sendable {
    let table: String

    /// Names the outbox of a service's schema.
    ///
    /// - Parameter schema: the service's own; only letters and underscores.
    public init(schema: String) throws(DatabaseError) {
        guard !schema.isEmpty, schema.allSatisfy({ ("a"..."z").contains($0) || $0 == "_" }) else {
            throw DatabaseError(.invalidValue, "\"\(schema)\" is no schema of ours")
        }
        self.table = "\(schema).outbox"
    }

    /// Writes messages within `transaction`, and returns them as entries, which go to ``OutboxRelay/publishNow(_:)`` after the commit.
    public func append(_ messages: [OutboxMessage], in transaction: Transaction) async throws(DatabaseError) -> [OutboxEntry] {
        guard !messages.isEmpty else { return [] }
        var headers: [String?] = []
        for message in messages { headers.append(try OutboxHeaders.encode(message.headers)) }
        let rows = try await transaction.query(
            """
            INSERT INTO \(self.table) (exchange, routing_key, message_id, type, headers, body)
            SELECT exchange, routing_key, message_id, type, headers, body
            FROM unnest($1::text[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::bytea[])
                WITH ORDINALITY AS message (exchange, routing_key, message_id, type, headers, body, place)
            ORDER BY place
            RETURNING id
            """,
            [
                .textArray(messages.map(\.exchange)), .textArray(messages.map(\.routingKey)), .uuidArray(messages.map(\.messageID)),
                .textArray(messages.map(\.type)), .textArray(headers), .bytesArray(messages.map(\.body)),
            ])
        guard rows.count == messages.count else {
            throw DatabaseError(.unexpectedResult, "\(messages.count) messages went into the outbox, \(rows.count) came back")
        }
        var entries: [OutboxEntry] = []
        for (row, message) in zip(rows, messages) { entries.append(OutboxEntry(id: Int64(try row.int("id")), message: message)) }
        return entries
    }
}

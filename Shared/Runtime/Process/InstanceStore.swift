import Mortality
public import Persistence

/// Keeps which instances of services run, and whether they are ready.
public struct InstanceStore: Sendable {
    /// After how many seconds without a word an instance is told as silent.
    static let silentAfter = 20
    /// After how many seconds without a word an instance is deleted.
    static let forgottenAfter = 86_400

    private let pool: DatabasePool

    /// Makes a store that reads and writes by the pool's role.
    public init(pool: DatabasePool) { self.pool = pool }

    /// Writes down that an instance runs now, and deletes those that have said nothing for a day.
    ///
    /// - Parameter reason: Why it is not ready; `nil` where it is.
    public func tell(_ name: String, of service: String, reason: String?) async throws(DatabaseError) {
        try await self.pool.execute(
            """
            INSERT INTO reference.instance AS known (name, service, is_ready, reason) VALUES ($1, $2, $3, $4)
            ON CONFLICT (name) DO UPDATE SET service = EXCLUDED.service, is_ready = EXCLUDED.is_ready, reason = EXCLUDED.reason, seen_at = now(),
                since = CASE WHEN known.is_ready = EXCLUDED.is_ready AND known.seen_at > now() - make_interval(secs => $5)
                    THEN known.since ELSE now() END
            """,
            [
                .text(String(name.prefix(200))), .text(String(service.prefix(40))), .bool(reason == nil),
                .optional(reason) { .text(String($0.prefix(500))) }, .double(Double(Self.silentAfter)),
            ])
        try await self.pool.execute(
            "DELETE FROM reference.instance WHERE seen_at < now() - make_interval(secs => $1)", [.double(Double(Self.forgottenAfter))])
    }

    /// Deletes an instance that stops.
    public func withdraw(_ name: String) async throws(DatabaseError) {
        try await self.pool.execute("DELETE FROM reference.instance WHERE name = $1", [.text(String(name.prefix(200)))])
    }

    /// Reads the instances of a service that have told of themselves within a day, in the order of their names.
    public func instances(of service: String) async throws(DatabaseError) -> [ServiceInstance] {
        let rows = try await self.pool.query(
            """
            SELECT name, service, is_ready, reason, since, seen_at, seen_at < now() - make_interval(secs => $2) AS is_silent
            FROM reference.instance WHERE service = $1 ORDER BY name LIMIT 100
            """, [.text(service), .double(Double(Self.silentAfter))])
        var instances: [ServiceInstance] = []
        for row in rows {
            instances.append(
                ServiceInstance(
                    name: try row.text("name"), service: try row.text("service"), isReady: try row.bool("is_ready"), reason: try row.optionalText("reason"),
                    since: Instant(microseconds: try row.timestamp("since")), seenAt: Instant(microseconds: try row.timestamp("seen_at")),
                    isSilent: try row.bool("is_silent")))
        }
        return instances
    }
}

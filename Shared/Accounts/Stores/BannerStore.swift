public import Mortality
public import Persistence

/// The line that all pages show above everything else.
public struct Banner: Hashable, Sendable {
    /// The most characters that the text may have.
    public static let longest = 300

    /// The text: one line.
    public let text: String
    /// When it was set.
    public let setAt: Instant
}

/// Keeps the one banner there is, or none. The owner's role alone sets it.
public struct BannerStore: Sendable {
    let pool: DatabasePool

    /// Makes a store that reads and writes by the pool's role.
    public init(pool: DatabasePool) { self.pool = pool }

    /// Reads the banner; `nil` where none is set.
    public func current() async throws -> Banner? {
        try await self.pool.query("SELECT text, set_at FROM portal.banner").map { row in
            Banner(text: try row.text("text"), setAt: Instant(microseconds: try row.timestamp("set_at")))
        }.first
    }

    /// Shows a line on all pages, in place of the one before.
    ///
    /// - Throws: `AccountError` of code `invalid` for text that is empty, too long or not on one line.
    public func set(_ text: String, by author: Author) async throws {
        guard let line = AuditText.line(text, atMost: Banner.longest), line == text else {
            throw AccountError(.invalid, "a banner is 1 to \(Banner.longest) characters on one line")
        }
        try await self.pool.transaction { transaction in
            try await transaction.execute(
                "INSERT INTO portal.banner (text) VALUES ($1) ON CONFLICT (singleton) DO UPDATE SET text = excluded.text, set_at = now()", [.text(text)])
            try await AuditStore.write(AuditNote(.bannerSet, by: author, on: "banner", detail: text), in: transaction)
        }
    }

    /// Removes the banner, and answers whether there was one.
    @discardableResult
    public func clear(by author: Author) async throws -> Bool {
        try await self.pool.transaction { transaction in
            guard try await transaction.execute("DELETE FROM portal.banner") == 1 else { return false }
            try await AuditStore.write(AuditNote(.bannerCleared, by: author, on: "banner"), in: transaction)
            return true
        }
    }
}

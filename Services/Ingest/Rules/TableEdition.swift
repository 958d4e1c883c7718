import Crypto
import Mortality
import Runtime

/// A table whose rows have no ids: which one, and which edition of it.
///
/// Rows alike in commune, day, place and cause are added up to one declaration. Its id follows from the table's name and these
/// four, its revision is the edition: the same edition sent again changes nothing, a higher one replaces. Nothing is
/// remembered of earlier editions, so a sum that left the table stands in it with 0 from the second edition on, which withdraws
/// it; a table that holds only some of the rows thus takes nothing back.
struct TableEdition: Hashable, Sendable {
    /// The table's name as its sender chose it: 1 to 100 characters.
    let source: String
    let revision: Revision
    let reason: Reason

    /// Creates the edition of a table.
    ///
    /// - Throws: `Rejection` of `source` or `edition`.
    init(source: String, edition: Int = 1) throws(Rejection) {
        let name = source.trimmed
        guard (1...100).contains(name.count), let reason = try? Reason("table \(name), edition \(edition)"), !name.contains(where: \.isNewline)
        else { throw Rejection(field: "source", reason: "not a name of 1 to 100 characters") }
        do {
            self.revision = try Revision(edition)
        } catch {
            throw Rejection(field: "edition", reason: error.reason)
        }
        self.source = name
        self.reason = reason
    }

    /// Returns the declaration that rows alike make together. From the second edition on, zero deaths of a known place and cause withdraw it.
    ///
    /// - Throws: `Rejection` of `deaths` when they are too many.
    func declaration(_ sum: EditionSum) throws(Rejection) -> Declaration {
        guard let deaths = try? DeathCount(sum.deaths) else {
            throw Rejection(field: "deaths", reason: "rows of the same commune, day, place and cause have more than 10,000 deaths together")
        }
        return try Declaration(
            id: self.id(sum.key), revision: self.revision, commune: sum.key.commune, day: sum.key.day, place: sum.key.place,
            cause: sum.key.cause, deaths: deaths,
            isWithdrawn: deaths.number == 0 && self.revision.number > 1 && (sum.key.place != nil || sum.key.cause != nil), reason: self.reason)
    }

    /// Returns the declaration's id, a UUID of version 5 (RFC 9562, section 5.5): SHA-1 over the namespace and, in UTF-8 and separated by line
    /// feeds, source, commune, day (`YYYY-MM-DD`), place and cause as the API names them; the last two are empty where a row has none.
    func id(_ key: EditionSum.Key) throws(Rejection) -> DeclarationID {
        let name = [self.source, key.commune.text, key.day.description, key.place?.rawValue ?? "", key.cause?.rawValue ?? ""]
        var bytes = Array(Insecure.SHA1.hash(data: Self.namespace + Array(name.joined(separator: "\n").utf8)).prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x50
        bytes[8] = bytes[8] & 0x3F | 0x80
        return try DeclarationID(bytes: bytes)
    }

    /// The UUID 6f1c9a52-7d0e-5b8a-9c43-2e8f60d1b7a4, drawn once as the namespace of the tables of Vigie.
    private static let namespace: [UInt8] = [
        0x6F, 0x1C, 0x9A, 0x52, 0x7D, 0x0E, 0x5B, 0x8A, 0x9C, 0x43, 0x2E, 0x8F, 0x60, 0xD1, 0xB7, 0xA4,
    ]
}

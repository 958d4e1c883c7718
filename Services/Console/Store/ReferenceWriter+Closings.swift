import Mortality
import Persistence
import Reference

extension ReferenceWriter {
    /// Counts the communes of an imported department that are closed so far.
    func closed(among department: ImportedDepartment, _ transaction: Transaction) async throws -> Int {
        try await transaction.query(
            "SELECT count(*) FROM reference.commune WHERE code = ANY ($1) AND closed_on IS NOT NULL",
            [.textArray(department.communes.map(\.code.text))]
        ).one().int(0)
    }

    /// Counts the communes that are to close and are still open.
    func open(among closings: [Closing], _ transaction: Transaction) async throws -> Int {
        guard !closings.isEmpty else { return 0 }
        return try await transaction.query(
            "SELECT count(*) FROM reference.commune WHERE code = ANY ($1) AND closed_on IS NULL", [.textArray(closings.map(\.commune.text))]
        ).one().int(0)
    }

    /// Closes communes. Their rows and their past stay, and their borders are removed.
    func closings(_ closings: [Closing], _ transaction: Transaction) async throws -> Int {
        guard !closings.isEmpty else { return 0 }
        let codes = SQLValue.textArray(closings.map(\.commune.text))
        let closed = try await transaction.execute(
            """
            UPDATE reference.commune AS old SET closed_on = new.day
            FROM unnest($1::text[], $2::date[]) AS new (code, day)
            WHERE old.code = new.code AND old.closed_on IS DISTINCT FROM new.day
            """, [codes, .dateArray(closings.map(\.day.daysSinceEpoch))])
        return try await closed
            + transaction.execute(
                "DELETE FROM reference.commune_neighbour WHERE commune = ANY ($1) OR neighbour = ANY ($1)", [codes])
    }

    /// Stores where former codes lead. A code that an earlier import led to a former commune is led on to its successor; a code that is a
    /// commune's again leads nowhere.
    func successions(_ department: ImportedDepartment, _ transaction: Transaction) async throws -> Int {
        let known = department.closings.compactMap { closing in closing.successor.map { Succession(code: closing.commune, successor: $0) } }
        let all = department.successions + known
        var changes = try await transaction.execute(
            """
            INSERT INTO reference.succession AS old (code, successor) SELECT * FROM unnest($1::text[], $2::text[])
            ON CONFLICT (code) DO UPDATE SET successor = excluded.successor WHERE old.successor <> excluded.successor
            """, [.textArray(all.map(\.code.text)), .textArray(all.map(\.successor.text))])
        changes += try await transaction.execute(
            "DELETE FROM reference.succession WHERE code = ANY ($1)", [.textArray(department.communes.map(\.code.text))])
        // A chain is as long as the years that were imported; a ring of two could only come of files that contradict each other.
        for _ in 0..<20 {
            let moved = try await transaction.execute(
                """
                UPDATE reference.succession AS old SET successor = next.successor
                FROM reference.succession AS next WHERE next.code = old.successor AND next.successor <> old.code AND next.successor <> old.successor
                """)
            guard moved > 0 else { break }
            changes += moved
        }
        return changes
    }
}

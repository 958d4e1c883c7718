import Cartography
import Mortality
import Persistence
import Reference

extension ReferenceWriter {
    /// Adds outlines or replaces those that differ, and returns how many rows changed.
    func outlines(_ outlines: [ImportedOutline], _ transaction: Transaction) async throws -> Int {
        try await transaction.execute(
            """
            INSERT INTO reference.outline AS old (code, name, shape) SELECT * FROM unnest($1::text[], $2::text[], $3::bytea[])
            ON CONFLICT (code) DO UPDATE SET name = excluded.name, shape = excluded.shape
            WHERE (old.name, old.shape) IS DISTINCT FROM (excluded.name, excluded.shape)
            """,
            [.textArray(outlines.map(\.code.text)), .textArray(outlines.map(\.name)), .bytesArray(outlines.map { ShapeCodec.encode($0.shape) })])
    }
}

import Cartography
import Mortality
import Persistence
import Reference

extension ReferenceWriter {
    /// Computes the borders that touch the departments, with the shapes of all other open communes that are stored.
    func neighbours(of departments: [ImportedDepartment]) async throws -> [Border] {
        var shapes = departments.flatMap(\.communes).compactMap { commune in commune.shape.map { (code: commune.code, shape: $0) } }
        let imported = Set(departments.map(\.code))
        let known = shapes.map(\.code.text) + departments.flatMap(\.closings).map(\.commune.text)
        let rows = try await self.pool.query(
            "SELECT code, shape FROM reference.commune WHERE shape IS NOT NULL AND closed_on IS NULL AND code <> ALL ($1)", [.textArray(known)])
        for row in rows { shapes.append((code: try CommuneCode(row.text("code")), shape: try ShapeCodec.decode(row.bytes("shape")))) }
        return Neighbours.borders(of: shapes).filter { imported.contains($0.first.department) || imported.contains($0.second.department) }
    }

    /// Replaces the stored borders of the departments with these, in both directions, and returns how many rows changed.
    func neighbours(_ borders: [Border], of departments: [ImportedDepartment], _ transaction: Transaction) async throws -> Int {
        let codes = SQLValue.textArray(departments.map(\.code.text))
        let (first, second) = (borders.map(\.first.text), borders.map(\.second.text))
        let (communes, others) = (SQLValue.textArray(first + second), SQLValue.textArray(second + first))
        let removed = try await transaction.execute(
            """
            DELETE FROM reference.commune_neighbour AS old
            USING reference.commune AS a, reference.commune AS b
            WHERE a.code = old.commune AND b.code = old.neighbour AND (a.department = ANY ($1) OR b.department = ANY ($1))
              AND NOT EXISTS (
                  SELECT FROM unnest($2::text[], $3::text[]) AS new (commune, neighbour)
                  WHERE new.commune = old.commune AND new.neighbour = old.neighbour)
            """, [codes, communes, others])
        let added = try await transaction.execute(
            """
            INSERT INTO reference.commune_neighbour (commune, neighbour) SELECT * FROM unnest($1::text[], $2::text[])
            ON CONFLICT DO NOTHING
            """, [communes, others])
        return removed + added
    }
}

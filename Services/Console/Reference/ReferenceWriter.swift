import Cartography
import Mortality
import Persistence

/// Writes reference data: the only place of the Console's imports that holds SQL.
///
/// Everything an import brings goes in as one transaction. What is there already, and the same, is left alone; the version
/// that services watch grows only when something changed. Communes and days that an import does not mention stay.
struct ReferenceWriter {
    let pool: DatabasePool
    /// How many rows go into one statement.
    private static let batch = 5_000

    /// Writes departments and where all departments lie, and finds which of their communes share a border, also with those stored before.
    func write(_ departments: [ImportedDepartment], outlines: [ImportedOutline] = []) async throws -> ImportSummary {
        let neighbours = try await self.neighbours(of: departments)
        return try await self.pool.transaction(attempts: 3) { transaction in
            var summary = ImportSummary()
            // One import at a time; services go on reading.
            try await transaction.execute("LOCK TABLE reference.state IN SHARE ROW EXCLUSIVE MODE")
            summary.changes += try await self.departments(departments, transaction)
            for department in departments {
                for start in stride(from: 0, to: department.communes.count, by: Self.batch) {
                    summary.changes += try await self.communes(department.communes[start...].prefix(Self.batch), transaction)
                }
                summary.changes += try await self.deaths(department.deaths, transaction)
                summary.changes += try await self.communeDeaths(department.communeDeaths, transaction)
                summary.communes += department.communes.count
            }
            summary.changes += try await self.outlines(outlines, transaction)
            summary.changes += try await self.neighbours(neighbours, of: departments, transaction)
            summary.departments = departments.count
            summary.version = try await transaction.query(
                """
                UPDATE reference.state SET version = version + $1::int, imported_at = CASE WHEN $1 > 0 THEN now() ELSE imported_at END
                RETURNING version
                """, [.int4(summary.changes > 0 ? 1 : 0)]).one().int(0)
            return summary
        }
    }

    private func departments(_ departments: [ImportedDepartment], _ transaction: Transaction) async throws -> Int {
        try await transaction.execute(
            """
            INSERT INTO reference.department AS old (code, name, region, population, commune_count, zone, outline)
            SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::int4[], $5::int4[], $6::text[], $7::bytea[])
            ON CONFLICT (code) DO UPDATE SET name = excluded.name, region = excluded.region, population = excluded.population,
                commune_count = excluded.commune_count, zone = excluded.zone, outline = excluded.outline
            WHERE (old.name, old.region, old.population, old.commune_count, old.zone, old.outline) IS DISTINCT FROM
                (excluded.name, excluded.region, excluded.population, excluded.commune_count, excluded.zone, excluded.outline)
            """,
            [
                .textArray(departments.map(\.code.text)), .textArray(departments.map(\.name)), .textArray(departments.map(\.region)),
                .int4Array(departments.map { Int32(clamping: $0.population) }),
                .int4Array(departments.map { Int32($0.communes.count { $0.municipality == nil }) }),
                .textArray(departments.map(\.code.zone)), .bytesArray(departments.map { $0.outline.map(ShapeCodec.encode) }),
            ])
    }

    private func communes(_ communes: ArraySlice<ImportedCommune>, _ transaction: Transaction) async throws -> Int {
        try await transaction.execute(
            """
            INSERT INTO reference.commune AS old
                (code, department, name, population, longitude, latitude, area_km2, zone, shape, municipality)
            SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::int4[], $5::float8[], $6::float8[], $7::float8[],
                $8::text[], $9::bytea[], $10::text[])
            ON CONFLICT (code) DO UPDATE SET department = excluded.department, name = excluded.name,
                population = excluded.population, longitude = excluded.longitude, latitude = excluded.latitude,
                area_km2 = excluded.area_km2, zone = excluded.zone, shape = excluded.shape, municipality = excluded.municipality
            WHERE (old.department, old.name, old.population, old.longitude, old.latitude, old.area_km2, old.zone, old.shape,
                old.municipality) IS DISTINCT FROM (excluded.department, excluded.name, excluded.population, excluded.longitude,
                excluded.latitude, excluded.area_km2, excluded.zone, excluded.shape, excluded.municipality)
            """,
            [
                .textArray(communes.map(\.code.text)), .textArray(communes.map(\.code.department.text)), .textArray(communes.map(\.name)),
                .int4Array(communes.map { Int32(clamping: $0.population) }), .doubleArray(communes.map(\.longitude)),
                .doubleArray(communes.map(\.latitude)), .doubleArray(communes.map(\.areaKm2)), .textArray(communes.map(\.code.zone)),
                .bytesArray(communes.map { $0.shape.map(ShapeCodec.encode) }), .textArray(communes.map { $0.municipality?.text }),
            ])
    }

    private func deaths(_ deaths: [DailyDeaths<DepartmentCode>], _ transaction: Transaction) async throws -> Int {
        var changes = 0
        for start in stride(from: 0, to: deaths.count, by: Self.batch) {
            let rows = deaths[start...].prefix(Self.batch)
            changes += try await transaction.execute(
                """
                INSERT INTO reference.historical_deaths AS old (department, day, deaths)
                SELECT * FROM unnest($1::text[], $2::date[], $3::int4[])
                ON CONFLICT (department, day) DO UPDATE SET deaths = excluded.deaths WHERE old.deaths <> excluded.deaths
                """,
                [.textArray(rows.map(\.place.text)), .dateArray(rows.map(\.day.daysSinceEpoch)), .int4Array(rows.map { Int32($0.deaths) })])
        }
        return changes
    }

    private func communeDeaths(_ deaths: [DailyDeaths<CommuneCode>], _ transaction: Transaction) async throws -> Int {
        var changes = 0
        for start in stride(from: 0, to: deaths.count, by: Self.batch) {
            let rows = deaths[start...].prefix(Self.batch)
            changes += try await transaction.execute(
                """
                INSERT INTO reference.historical_commune_deaths AS old (commune, day, deaths)
                SELECT * FROM unnest($1::text[], $2::date[], $3::int4[])
                ON CONFLICT (commune, day) DO UPDATE SET deaths = excluded.deaths WHERE old.deaths <> excluded.deaths
                """,
                [.textArray(rows.map(\.place.text)), .dateArray(rows.map(\.day.daysSinceEpoch)), .int4Array(rows.map { Int32($0.deaths) })])
        }
        return changes
    }
}

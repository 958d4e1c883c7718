import Accounts
import Cartography
import Mortality
import Persistence
import Reference

/// Writes reference data.
///
/// Everything an import brings goes in as one transaction. What is there already, and the same, is left alone; the version
/// that services watch grows only when something changed. Days that an import does not mention stay; so does what it does not
/// tell of a commune (people, shape, place), and the past of a commune that is no more.
struct ReferenceWriter {
    let pool: DatabasePool
    /// The author that the audit names for what becomes of accounts.
    var author = ConsoleAuthor.current()
    /// The number of rows that go into one statement.
    private static let batch = 5_000

    /// Writes departments and the outlines of all departments, and computes which of their communes share a border, also with communes stored
    /// before.
    func write(_ departments: [ImportedDepartment], outlines: [ImportedOutline] = []) async throws -> ImportSummary {
        let neighbours = try await self.neighbours(of: departments)
        return try await self.pool.transaction(attempts: 3) { transaction in
            var summary = ImportSummary()
            // One import at a time; services go on reading.
            try await transaction.execute("LOCK TABLE reference.state IN SHARE ROW EXCLUSIVE MODE")
            summary.changes += try await self.departments(departments, transaction)
            for department in departments {
                summary.reopened += try await self.closed(among: department, transaction)
                for start in stride(from: 0, to: department.communes.count, by: Self.batch) {
                    summary.changes += try await self.communes(department.communes[start...].prefix(Self.batch), transaction)
                }
                summary.closed += try await self.open(among: department.closings, transaction)
                summary.changes += try await self.closings(department.closings, transaction)
                summary.changes += try await self.successions(department, transaction)
                summary.changes += try await self.deaths(department.deaths, transaction)
                summary.changes += try await self.sums(department.summedDeaths, transaction)
                summary.changes += try await self.communeDeaths(department.communeDeaths, transaction)
                summary.changes += try await self.placeDeaths(department.placeDeaths, transaction)
                summary.communes += department.communes.count { $0.municipality == nil }
            }
            // When all that came is written: a commune may be part of another department's by now.
            let closings = departments.flatMap(\.closings)
            summary.handedOn = HandedOn(try await self.accounts(closings, transaction), closings)
            summary.changes += try await self.counts(of: departments, transaction)
            summary.changes += try await self.outlines(outlines, transaction)
            summary.changes += try await self.neighbours(neighbours, of: departments, transaction)
            summary.departments = departments.count
            summary.version = try await transaction.query(
                """
                UPDATE reference.state SET version = version + $1::int, imported_at = CASE WHEN $1 > 0 THEN now() ELSE imported_at END
                RETURNING version
                """, [.int4(summary.changes > 0 ? 1 : 0)]
            ).one().int(0)
            return summary
        }
    }

    private func departments(_ departments: [ImportedDepartment], _ transaction: Transaction) async throws -> Int {
        try await transaction.execute(
            """
            INSERT INTO reference.department AS old (code, name, region, population, commune_count, zone, outline)
            SELECT code, name, region, population, 0, zone, outline
            FROM unnest($1::text[], $2::text[], $3::text[], $4::int4[], $5::text[], $6::bytea[])
                AS new (code, name, region, population, zone, outline)
            ON CONFLICT (code) DO UPDATE SET name = excluded.name, region = excluded.region, population = excluded.population,
                zone = excluded.zone, outline = coalesce(excluded.outline, old.outline)
            WHERE (old.name, old.region, old.population, old.zone, old.outline) IS DISTINCT FROM
                (excluded.name, excluded.region, excluded.population, excluded.zone, coalesce(excluded.outline, old.outline))
            """,
            [
                .textArray(departments.map(\.code.text)), .textArray(departments.map(\.name)), .textArray(departments.map(\.region)),
                .int4Array(departments.map { Int32(clamping: $0.population) }),
                .textArray(departments.map(\.code.zone)), .bytesArray(departments.map { $0.outline.map(ShapeCodec.encode) }),
            ])
    }

    /// Counts the open communes of departments.
    private func counts(of departments: [ImportedDepartment], _ transaction: Transaction) async throws -> Int {
        try await transaction.execute(
            """
            UPDATE reference.department AS d SET commune_count = open.number
            FROM (
                SELECT loaded.code, (SELECT count(*) FROM reference.commune AS c
                    WHERE c.department = loaded.code AND c.municipality IS NULL AND c.closed_on IS NULL)::int4 AS number
                FROM unnest($1::text[]) AS loaded (code)
            ) AS open
            WHERE d.code = open.code AND d.commune_count <> open.number
            """, [.textArray(departments.map(\.code.text))])
    }

    private func communes(_ communes: ArraySlice<ImportedCommune>, _ transaction: Transaction) async throws -> Int {
        try await transaction.execute(
            """
            WITH new AS (
                SELECT new.code, new.department, new.name, coalesce(new.population, old.population, 0) AS population,
                    coalesce(new.longitude, old.longitude) AS longitude, coalesce(new.latitude, old.latitude) AS latitude,
                    coalesce(new.area_km2, old.area_km2) AS area_km2, new.zone, coalesce(new.shape, old.shape) AS shape, new.municipality
                FROM unnest($1::text[], $2::text[], $3::text[], $4::int4[], $5::float8[], $6::float8[], $7::float8[], $8::text[],
                    $9::bytea[], $10::text[])
                    AS new (code, department, name, population, longitude, latitude, area_km2, zone, shape, municipality)
                LEFT JOIN reference.commune AS old ON old.code = new.code
            )
            INSERT INTO reference.commune AS old
                (code, department, name, population, longitude, latitude, area_km2, zone, shape, municipality)
            SELECT code, department, name, population, longitude, latitude, area_km2, zone, shape, municipality FROM new
            ON CONFLICT (code) DO UPDATE SET department = excluded.department, name = excluded.name,
                population = excluded.population, longitude = excluded.longitude, latitude = excluded.latitude,
                area_km2 = excluded.area_km2, zone = excluded.zone, shape = excluded.shape, municipality = excluded.municipality,
                closed_on = NULL
            WHERE old.closed_on IS NOT NULL
                OR (old.department, old.name, old.population, old.longitude, old.latitude, old.area_km2, old.zone, old.shape,
                old.municipality) IS DISTINCT FROM (excluded.department, excluded.name, excluded.population, excluded.longitude,
                excluded.latitude, excluded.area_km2, excluded.zone, excluded.shape, excluded.municipality)
            """,
            [
                .textArray(communes.map(\.code.text)), .textArray(communes.map(\.code.department.text)), .textArray(communes.map(\.name)),
                .int4Array(communes.map { $0.population.map { Int32(clamping: $0) } }), .doubleArray(communes.map(\.longitude)),
                .doubleArray(communes.map(\.latitude)), .doubleArray(communes.map(\.areaKm2)), .textArray(communes.map(\.code.zone)),
                .bytesArray(communes.map { $0.shape.map(ShapeCodec.encode) }), .textArray(communes.map { $0.municipality?.text }),
            ])
    }

    private func deaths(_ deaths: [DailyDeaths<DepartmentCode>], _ transaction: Transaction) async throws -> Int {
        try await self.batches(deaths) { rows in
            try await transaction.execute(
                """
                INSERT INTO reference.historical_deaths AS old (department, day, deaths)
                SELECT * FROM unnest($1::text[], $2::date[], $3::int4[])
                ON CONFLICT (department, day) DO UPDATE SET deaths = excluded.deaths, is_sum = false
                WHERE old.deaths <> excluded.deaths OR old.is_sum
                """, Self.columns(rows, \.place.text))
        }
    }

    /// Stores sums of single deaths, which never replace a published total.
    private func sums(_ deaths: [DailyDeaths<DepartmentCode>], _ transaction: Transaction) async throws -> Int {
        try await self.batches(deaths) { rows in
            try await transaction.execute(
                """
                INSERT INTO reference.historical_deaths AS old (department, day, deaths, is_sum)
                SELECT *, true FROM unnest($1::text[], $2::date[], $3::int4[])
                ON CONFLICT (department, day) DO UPDATE SET deaths = excluded.deaths WHERE old.is_sum AND old.deaths <> excluded.deaths
                """, Self.columns(rows, \.place.text))
        }
    }

    private func communeDeaths(_ deaths: [DailyDeaths<CommuneCode>], _ transaction: Transaction) async throws -> Int {
        try await self.batches(deaths) { rows in
            try await transaction.execute(
                """
                INSERT INTO reference.historical_commune_deaths AS old (commune, day, deaths)
                SELECT * FROM unnest($1::text[], $2::date[], $3::int4[])
                ON CONFLICT (commune, day) DO UPDATE SET deaths = excluded.deaths WHERE old.deaths <> excluded.deaths
                """, Self.columns(rows, \.place.text))
        }
    }

    private func placeDeaths(_ deaths: [PlaceDeaths], _ transaction: Transaction) async throws -> Int {
        try await self.batches(deaths) { rows in
            try await transaction.execute(
                """
                INSERT INTO reference.historical_place_deaths AS old (commune, day, place, deaths)
                SELECT * FROM unnest($1::text[], $2::date[], $3::int2[], $4::int4[])
                ON CONFLICT (commune, day, place) DO UPDATE SET deaths = excluded.deaths WHERE old.deaths <> excluded.deaths
                """,
                [
                    .textArray(rows.map(\.commune.text)), .dateArray(rows.map(\.day.daysSinceEpoch)), .int2Array(rows.map(\.place.number)),
                    .int4Array(rows.map { Int32(clamping: $0.deaths) }),
                ])
        }
    }

    private static func columns<Area>(_ rows: ArraySlice<DailyDeaths<Area>>, _ code: (DailyDeaths<Area>) -> String) -> [SQLValue] {
        [.textArray(rows.map(code)), .dateArray(rows.map(\.day.daysSinceEpoch)), .int4Array(rows.map { Int32(clamping: $0.deaths) })]
    }

    private func batches<Row>(_ rows: [Row], _ write: (ArraySlice<Row>) async throws -> Int) async throws -> Int {
        var changes = 0
        for start in stride(from: 0, to: rows.count, by: Self.batch) { changes += try await write(rows[start...].prefix(Self.batch)) }
        return changes
    }
}

import Cartography
import Mortality
import Persistence
import Runtime
import Schema
import TestBench
import Testing

@testable import MapRendering

/// The tests of the store of places, against a real PostgreSQL.
struct PlacesStoreTests {
    private func withReference(_ body: (DatabasePool) async throws -> Void) async throws {
        try await withPool(size: 2) { pool in
            try await SchemaInstaller(pool: pool).install()
            try await body(pool)
        }
    }

    private func importMorbihan(_ pool: DatabasePool) async throws {
        try await pool.execute(
            "INSERT INTO reference.department (code, name, population, commune_count, zone) VALUES ('56', 'Morbihan', 10, 2, 'Europe/Paris')")
        let shape = ShapeCodec.encode(try Given.square(1))
        for (code, name, bytes) in [("56001", "Allaire", SQLValue.bytes(shape)), ("56002", "Ambon", .bytes([9, 9])), ("56003", "Arradon", .null)] {
            try await pool.execute(
                "INSERT INTO reference.commune (code, department, name, population, zone, shape) VALUES ($1, '56', $2, 5, 'Europe/Paris', $3)",
                [.text(code), .text(name), bytes])
        }
        try await pool.execute(
            "INSERT INTO reference.commune (code, department, name, population, zone, municipality) VALUES ('56099', '56', 'Quartier', 5, 'Europe/Paris', '56001')"
        )
        try await pool.execute("UPDATE reference.state SET version = version + 1")
    }

    @Test func placesAreReadAndABadShapeHurtsNoOther() async throws {
        try await self.withReference { pool in
            let feed = AtlasFeed(store: PlacesStore(pool: pool, logger: Given.quiet), logger: Given.quiet)
            try await feed.refresh()
            #expect(feed.current == nil, "nothing is imported yet")
            #expect(feed.absence != nil)
            try await self.importMorbihan(pool)
            try await feed.refresh()
            let atlas = try #require(feed.current)
            let territory = try #require(atlas.territories[try Given.morbihan])
            #expect(feed.absence == nil)
            #expect(territory.name == "Morbihan")
            #expect(territory.communes.map(\.name) == ["Allaire", "Ambon", "Arradon"])
            #expect(territory.communes.map { $0.shape != nil } == [true, false, false])
            #expect(territory.population == 15)
        }
    }

    @Test func aCommuneThatIsNoMoreIsOnNoMapAndItsDeathsShowWhereItIsPartOf() async throws {
        try await self.withReference { pool in
            try await self.importMorbihan(pool)
            try await pool.execute("UPDATE reference.commune SET closed_on = '2020-01-01' WHERE code = '56003'")
            try await pool.execute("INSERT INTO reference.succession VALUES ('56003', '56001')")
            let atlas = try await PlacesStore(pool: pool, logger: Given.quiet).atlas(version: 1)
            let territory = try #require(atlas.territories[try Given.morbihan])
            #expect(territory.communes.map(\.code.text) == ["56001", "56002"] && territory.population == 10)
            #expect(territory.successors == [try CommuneCode("56003"): try CommuneCode("56001")])
        }
    }

    @Test func theAtlasIsReadAgainOnlyWhenAnImportChangedIt() async throws {
        try await self.withReference { pool in
            try await self.importMorbihan(pool)
            let feed = AtlasFeed(store: PlacesStore(pool: pool, logger: Given.quiet), logger: Given.quiet)
            try await feed.refresh()
            try await pool.execute("UPDATE reference.department SET name = 'Autre'")
            try await feed.refresh()
            #expect(feed.current?.territories[try Given.morbihan]?.name == "Morbihan")
            try await pool.execute("UPDATE reference.state SET version = version + 1")
            try await feed.refresh()
            #expect(feed.current?.territories[try Given.morbihan]?.name == "Autre")
        }
    }

    @Test func outlinesAreReadOfDepartmentsThatAreNotLoadedToo() async throws {
        try await self.withReference { pool in
            try await self.importMorbihan(pool)
            let (near, far) = (try Given.square(2), try Given.square(3))
            try await pool.execute("UPDATE reference.department SET outline = $1", [.bytes(ShapeCodec.encode(near))])
            for (code, bytes) in [("23", ShapeCodec.encode(far)), ("24", [9, 9])] {
                try await pool.execute("INSERT INTO reference.outline VALUES ($1, 'Ailleurs', $2)", [.text(code), .bytes(bytes)])
            }
            let atlas = try await PlacesStore(pool: pool, logger: Given.quiet).atlas(version: 1)
            #expect(atlas.outlines.keys.map(\.text).sorted() == ["23", "56"])
            #expect(atlas.outlines[try Given.morbihan]?.shape == near)
            #expect(atlas.outlines[try DepartmentCode("23")]?.shape == far)
            #expect(atlas.territories.keys.map(\.text) == ["56"])
        }
    }
}

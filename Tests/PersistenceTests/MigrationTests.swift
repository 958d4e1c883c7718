@testable import Persistence
import Testing

@Suite struct MigrationTests {
    private func migration(_ number: Int, _ sql: String = "SELECT 1", service: String = "a") -> Migration {
        Migration(service: service, number: number, name: "n", sql: sql)
    }

    private func applied(_ migration: Migration) -> MigrationPlan.Applied {
        .init(service: migration.service, number: migration.number, name: migration.name, checksum: migration.checksum)
    }

    @Test("A file's name says service, number and name")
    func fileName() throws {
        let migration = try Migration(fileName: "map_rendering_0012_new_tiles.sql", sql: "")
        #expect(migration.service == "map_rendering")
        #expect(migration.number == 12)
        #expect(migration.name == "new_tiles")
        #expect(migration.description == "map_rendering_0012_new_tiles")
    }

    @Test("Other names are refused", arguments: ["", "a", "0001_a", "a_0001", "a_001_b", "a_00x1_b", "a_0000_b", "a-0001-b"])
    func badName(name: String) {
        let error = #expect(throws: DatabaseError.self) { try Migration(fileName: name, sql: "") }
        #expect(error?.code == .migrationRefused)
    }

    @Test("A checksum is the SHA-256 of the text")
    func checksum() {
        #expect(self.migration(1, "abc").checksum == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }

    @Test("What was not applied is pending, in order, each service on its own")
    func pending() throws {
        let all = [self.migration(1), self.migration(2), self.migration(1, service: "b")]
        #expect(try MigrationPlan(all, applied: []).pending == all)
        #expect(try MigrationPlan(all, applied: [self.applied(all[0])]).pending == Array(all[1...]))
        #expect(try MigrationPlan(all, applied: all.map { self.applied($0) }).pending.isEmpty)
    }

    @Test("What a newer version applied is known, and no obstacle")
    func newer() throws {
        let newer = self.applied(self.migration(2))
        #expect(try MigrationPlan([self.migration(1)], applied: [self.applied(self.migration(1)), newer]).unknown == [newer])
    }

    @Test("An edited, a skipped and a misnumbered migration are refused by name")
    func refusals() {
        let edited = #expect(throws: DatabaseError.self) {
            try MigrationPlan([self.migration(1, "SELECT 2")], applied: [self.applied(self.migration(1))])
        }
        #expect(edited?.message.contains("a_0001_n was edited") == true)
        let skipped = #expect(throws: DatabaseError.self) {
            try MigrationPlan([self.migration(1), self.migration(2)], applied: [self.applied(self.migration(2))])
        }
        #expect(skipped?.message.contains("a_0001_n is not applied") == true)
        let gap = #expect(throws: DatabaseError.self) { try MigrationPlan([self.migration(2)], applied: []) }
        #expect(gap?.message.contains("number 1 of a is due") == true)
        let twice = #expect(throws: DatabaseError.self) { try MigrationPlan([self.migration(1), self.migration(1)], applied: []) }
        #expect(twice?.code == .migrationRefused)
    }
}

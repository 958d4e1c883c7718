/// Tells which migrations are still to be applied, given those that were. Pure; it refuses what would not be reproducible.
struct MigrationPlan {
    struct Applied: Hashable {
        var service: String
        var number: Int
        var name: String
        var checksum: String
    }

    /// The migrations that are to be applied, in the order in which they were given.
    let pending: [Migration]
    /// Migrations that a newer version of the program has applied, which is fine as long as migrations only ever extend.
    let unknown: [Applied]

    init(_ migrations: [Migration], applied: [Applied]) throws(DatabaseError) {
        var next: [String: Int] = [:]
        for migration in migrations {
            let expected = next[migration.service, default: 1]
            guard migration.number == expected else {
                throw DatabaseError(.migrationRefused, "\(migration) comes where number \(expected) of \(migration.service) is due")
            }
            next[migration.service] = expected + 1
        }
        var pending: [Migration] = []
        for migration in migrations {
            if let done = applied.first(where: { $0.service == migration.service && $0.number == migration.number }) {
                guard done.checksum == migration.checksum else {
                    throw DatabaseError(.migrationRefused, "\(migration) was edited after it was applied as \(done.name); write a new one instead")
                }
            } else if let later = applied.first(where: { $0.service == migration.service && $0.number > migration.number }) {
                throw DatabaseError(.migrationRefused, "\(migration) is not applied, yet number \(later.number) of \(later.service) is")
            } else {
                pending.append(migration)
            }
        }
        self.pending = pending
        self.unknown = applied.filter { done in
            !migrations.contains { $0.service == done.service && $0.number == done.number }
        }
    }
}

import Accounts
import ArgumentParser
import Foundation
import Mortality

/// Writes the audit out.
struct AuditExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Prints the audit as JSON, a line an entry, the oldest first. That it was done stands in the audit.")

    @Option(help: "From that day on, UTC: YYYY-MM-DD.") var from: String?
    @Option(help: "Through that day, UTC: YYYY-MM-DD.") var through: String?
    @OptionGroup var database: DatabaseArguments

    func run() async throws {
        let filter = try self.filter
        try await self.database.withPool { pool in
            let store = AuditStore(pool: pool)
            let span = "\(self.from ?? "the beginning") to \(self.through ?? "now")"
            try await store.write(AuditNote(.auditExported, by: ConsoleAuthor.current(), on: "audit", detail: span))
            try await store.export(filter) { records in
                for record in records { print(try Self.line(record)) }
            }
        }
    }

    var filter: AuditFilter {
        get throws {
            let from = try self.from.map { try CivilDay(iso: $0) }, through = try self.through.map { try CivilDay(iso: $0) }
            if let from, let through, through < from { throw ConsoleError("--through is a day before --from") }
            return AuditFilter(from: from.map { Instant(beginningOf: $0) }, before: through.map { Instant(beginningOf: $0.advanced(by: 1)) })
        }
    }

    static func line(_ record: AuditRecord) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(record), as: UTF8.self)
    }
}

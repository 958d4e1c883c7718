import ArgumentParser
import Persistence

/// Lists keys, without their secrets.
struct KeyListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists the keys and what they may do.")

    @OptionGroup var database: DatabaseArguments

    func run() async throws {
        let rows = try await self.database.withPool { try await KeyStore(pool: $0).list() }
        print(try Self.text(rows))
    }

    static func text(_ rows: Rows) throws(DatabaseError) -> String {
        var table = Table("ID", "COVERS", "MAY", "RATE", "CREATED", "REVOKED", "LABEL")
        for row in rows {
            var may: [String] = []
            if try row.bool("can_read") { may.append("read") }
            if try row.bool("can_write") { may.append("write") }
            if try row.bool("can_backdate") { may.append("backdate") }
            if try row.bool("can_alert") { may.append("alert") }
            table.append(
                try row.text("id"), try row.text("reach"), may.joined(separator: ","), try row.optionalInt("rate_per_second").map { "\($0)/s" } ?? "-",
                try row.text("created"), try row.optionalText("revoked") ?? "-", try row.text("label"))
        }
        return table.text(orElse: "There are no keys: vigiectl key create.")
    }
}

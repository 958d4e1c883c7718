import Accounts
import ArgumentParser
import Foundation

/// Follows the audit's chain and names what is wrong.
struct AuditVerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Follows the audit's chain and names every entry that was changed, removed or slipped in.",
        discussion: """
            Portal writes the chain's head into its log every five minutes. Give such heads, from a log that is kept elsewhere: a tail that \
            was cut off and a chain that was written anew show against them, and against nothing else. The exit code is 1 when something is wrong.
            """)

    @Option(help: "A head that was logged, such as 1234:9f86…; several times for several.") var head: [String] = []
    @Option(help: "A file, such as a log, in whose lines heads are looked for.") var headsFrom: String?
    @OptionGroup var database: DatabaseArguments

    func run() async throws {
        var heads = try self.head.map { text in
            guard let head = AuditHead(text) else { throw ConsoleError("--head \(text): not a number, a colon and 64 hexadecimal digits") }
            return head
        }
        if let headsFrom {
            guard let text = try? String(contentsOfFile: headsFrom, encoding: .utf8) else { throw ConsoleError("\(headsFrom) cannot be read") }
            let found = Self.heads(in: text)
            guard !found.isEmpty else { throw ConsoleError("\(headsFrom) holds no head (a number, a colon and 64 hexadecimal digits)") }
            heads += found
        }
        let report = try await self.database.withPool { try await AuditStore(pool: $0).verify(against: heads) }
        print(Self.text(report, heads: heads.count))
        if report.faultCount > 0 { throw ExitCode(1) }
    }

    /// Returns the heads of the audit that stand somewhere in a text, such as a log.
    static func heads(in text: String) -> [AuditHead] {
        text.split { !$0.isASCII || !($0.isHexDigit || $0 == ":") }.compactMap { AuditHead(String($0)) }
    }

    static func text(_ report: AuditReport, heads: Int) -> String {
        var lines = report.faults.map { "WRONG  \($0)" }
        if report.faultCount > report.faults.count { lines.append("WRONG  and \(report.faultCount - report.faults.count) more") }
        if report.sealed > 0 { lines.append("\(report.sealed) entries are sealed: removed because they are old.") }
        if report.waiting > 0 { lines.append("\(report.waiting) entries are not chained yet; a running Portal does so each second.") }
        if !report.uncheckedHeads.isEmpty {
            lines.append("\(report.uncheckedHeads.count) of the heads lie within what is sealed, where nothing is left to compare them with.")
        }
        lines.append("\(report.links) entries are chained; the head is \(report.head?.description ?? "none").")
        let compared = heads - report.uncheckedHeads.count
        if report.faultCount > 0 {
            lines.append("The audit is not what it was: \(report.faultCount) \(report.faultCount == 1 ? "fault" : "faults").")
        } else if compared > 0 {
            lines.append("Every entry is as it was chained, and the chain passes through the logged heads.")
        } else {
            lines.append("Every entry is as it was chained. Whether the tail was cut shows only against a head that was logged: --head, --heads-from.")
        }
        return lines.joined(separator: "\n")
    }
}

import Accounts
import Foundation
import Mortality
import Persistence
import Reference
import TestBench
@testable import vigiectl
import Testing

/// What a command said, and how it ended.
struct Said {
    let status: Int32
    let output: String
    let complaint: String
}

/// A house of vigiectl's: a database with the exercise department, and the portal's secret in a file.
struct ConsoleBench {
    let url: String
    let folder: URL
    let secret: PortalSecret

    func run(_ words: [String], input: String? = nil, environment more: [String: String] = [:]) async throws -> Said {
        let name = UUID().uuidString
        let (output, complaint) = (self.folder.appendingPathComponent("\(name).out"), self.folder.appendingPathComponent("\(name).err"))
        let program = try #require(Self.program)
        let environment = [
            "VIGIE_DATABASE_URL": self.url, "VIGIE_PORTAL_SECRET_FILE": self.folder.appendingPathComponent("secret").path, "SUDO_USER": "alice",
            "PATH": "/usr/bin:/bin",
        ].merging(more) { $1 }
        let child =
            if let input {
                try ChildProcess(
                    "/bin/sh", ["-c", #"printf '%s\n' "$0" | "$@""#, input, program] + words, environment: environment, output: output, complaint: complaint)
            } else {
                try ChildProcess(program, words, environment: environment, output: output, complaint: complaint)
            }
        let status = await child.end()
        func text(_ file: URL) -> String { ((try? String(contentsOf: file, encoding: .utf8)) ?? "").trimmingCharacters(in: .whitespacesAndNewlines) }
        return Said(status: status, output: text(output), complaint: text(complaint))
    }

    /// vigiectl, which is built beside these tests.
    static var program: String? {
        let beside = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().appendingPathComponent("vigiectl").path
        let named = ProcessInfo.processInfo.environment["VIGIE_BIN"].map { "\($0)/vigiectl" }
        return [named, beside].compactMap { $0 }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}

func withConsole(_ body: (ConsoleBench, DatabasePool) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("vigiectl-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let secret = PortalSecret()
    try "\(secret.hexadecimal)\n".write(to: folder.appendingPathComponent("secret"), atomically: true, encoding: .utf8)
    let url = try await PrivatePostgreSQL.shared.makeDatabase()
    try await withReference(on: url) { pool in
        _ = try await ReferenceWriter(pool: pool).write([try ExerciseDepartment.department(through: try CivilDay(year: 2018, month: 1, day: 1))])
        try await body(ConsoleBench(url: url, folder: folder, secret: secret), pool)
    }
}

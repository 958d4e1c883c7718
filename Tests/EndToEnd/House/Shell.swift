import Foundation
import TestBench

/// Runs a few lines of bash, for what a client would not do.
enum Shell {
    /// Runs the script with the arguments as `$0`, `$1` and so on, and returns what it printed and complained of, and its status.
    static func run(_ script: String, _ arguments: String...) async throws -> (status: Int32, output: String) {
        let output = FileManager.default.temporaryDirectory.appendingPathComponent("shell-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: output) }
        let child = try ChildProcess("/bin/bash", ["-c", script] + arguments, output: output, complaint: output)
        let status = await child.end()
        return (status, (try? String(contentsOf: output, encoding: .utf8)) ?? "")
    }
}

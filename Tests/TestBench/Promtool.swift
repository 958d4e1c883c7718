public import Foundation

/// Prometheus's own check of metrics, from Debian's package prometheus.
public enum Promtool {
    /// The path of the program; `nil` when it is not installed.
    public static let program = ["/usr/bin/promtool", "/usr/local/bin/promtool"].first { FileManager.default.isExecutableFile(atPath: $0) }

    /// Runs `promtool check metrics` on a text of metrics, and returns its exit status and what it said, which is nothing when all is well.
    ///
    /// - Throws: the error that keeps the program from running.
    public static func check(_ metrics: Data) throws -> (status: Int32, said: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: self.program ?? "promtool")
        process.arguments = ["check", "metrics"]
        let (input, output) = (Pipe(), Pipe())
        (process.standardInput, process.standardOutput, process.standardError) = (input, output, output)
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: metrics)
        try input.fileHandleForWriting.close()
        let said = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, said)
    }
}

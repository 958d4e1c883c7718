public import Foundation

/// Prometheus' own check of metrics, of Debian's package prometheus.
public enum Promtool {
    /// Where it is; nil when it is not installed.
    public static let program = ["/usr/bin/promtool", "/usr/local/bin/promtool"].first { FileManager.default.isExecutableFile(atPath: $0) }

    /// What `promtool check metrics` finds in a text of metrics: how it ended, and what it said, which is nothing where all is well.
    ///
    /// - Throws: what keeps the program from running.
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

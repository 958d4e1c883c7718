import Foundation

/// The clients' own log. The server is judged by it alone.
actor AttemptLog {
    private(set) var attempts: [Attempt] = []

    func note(_ attempt: Attempt) { attempts.append(attempt) }

    /// Writes the log to a file, a JSON line for each attempt, for whoever looks into a failure.
    func write(to file: URL) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var lines = Data()
        for attempt in attempts {
            lines += try encoder.encode(attempt)
            lines.append(UInt8(ascii: "\n"))
        }
        try lines.write(to: file)
    }
}

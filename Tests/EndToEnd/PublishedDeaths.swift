import Foundation

/// Deaths by department and day as INSEE published them, read without any code of Vigie's.
struct PublishedDeaths: Sendable {
    private let deaths: [String: [String: Int]]

    /// Reads `deaths/daily-by-department.csv.gz` in a folder, for some departments and a span of days.
    init(folder: URL, departments: Set<String>, from first: String, through last: String) throws {
        let gzip = Process()
        gzip.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        gzip.arguments = ["gzip", "-dc", folder.appendingPathComponent("deaths/daily-by-department.csv.gz").path]
        let pipe = Pipe()
        gzip.standardOutput = pipe
        try gzip.run()
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        gzip.waitUntilExit()
        deaths = text.split(separator: "\n").dropFirst().reduce(into: [:]) { deaths, line in
            let fields = line.split(separator: ",", omittingEmptySubsequences: false).map { String($0) }
            guard fields.count >= 3, departments.contains(fields[1]), (first...last).contains(fields[0]) else { return }
            deaths[fields[1], default: [:]][fields[0]] = Int(fields[2])
        }
    }

    /// Returns a department's deaths by day.
    func of(_ department: String) -> [String: Int] { deaths[department] ?? [:] }
}

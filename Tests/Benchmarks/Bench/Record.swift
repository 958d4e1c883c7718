import Foundation

/// The file of a run's figures, one JSON object a line; they are shown as they come.
struct Record {
    let path: String

    func add(_ measures: [Measure]) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var lines = ""
        for measure in measures {
            print("  " + measure.text)
            lines += String(decoding: try encoder.encode(measure), as: UTF8.self) + "\n"
        }
        let isThere = FileManager.default.fileExists(atPath: self.path) || FileManager.default.createFile(atPath: self.path, contents: nil)
        guard isThere, let file = FileHandle(forWritingAtPath: self.path) else { throw BenchError("\(self.path) cannot be written") }
        try file.seekToEnd()
        try file.write(contentsOf: Data(lines.utf8))
        try file.close()
    }
}

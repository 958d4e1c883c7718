import Foundation
import TestBench

/// A small C program of this folder that prints one line of JSON.
struct Program {
    /// Where the programs are: beside this one.
    static let folder = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()

    let name: String

    /// Runs it and decodes what it prints.
    ///
    /// - Throws: `BenchError` with what it said when it failed.
    func run<Answer: Decodable>(_ arguments: [String]) async throws -> Answer {
        let output = FileManager.default.temporaryDirectory.appendingPathComponent("vigie-bench-\(UUID().uuidString)")
        let complaint = output.appendingPathExtension("err")
        defer {
            try? FileManager.default.removeItem(at: output)
            try? FileManager.default.removeItem(at: complaint)
        }
        let child = try ChildProcess(Self.folder.appendingPathComponent(self.name).path, arguments, output: output, complaint: complaint)
        let status = await child.end()
        guard status == 0, let data = try? Data(contentsOf: output) else {
            throw BenchError("\(self.name) failed: \((try? String(contentsOf: complaint, encoding: .utf8)) ?? "status \(status)")")
        }
        return try JSONDecoder().decode(Answer.self, from: data)
    }
}

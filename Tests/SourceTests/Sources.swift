import Foundation

/// The project's own Swift sources, read as text.
enum Sources {
    struct File: Sendable {
        /// From the project's folder.
        let path: String
        let lines: [String]

        /// The folder of the module it belongs to: `Shared/Runtime`, `Services/Ingest`, `Tests/Benchmarks/Load`.
        var module: String {
            let parts = self.path.split(separator: "/")
            return parts.prefix(parts.dropFirst().first == "Benchmarks" ? 3 : 2).joined(separator: "/")
        }

        /// What it imports, with the line.
        var imports: [(module: String, line: Int)] {
            self.lines.enumerated().compactMap { number, line in
                let words = line.split(separator: " ")
                guard let place = words.firstIndex(of: "import"), place < 2, words.count > place + 1 else { return nil }
                let isImport =
                    place == 0 || ["public", "package", "internal", "private", "fileprivate", "@testable", "@preconcurrency"].contains(String(words[0]))
                return isImport ? (String(words[place + 1]), number + 1) : nil
            }
        }
    }

    static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Those of folders such as `Services`, without generated code.
    static func files(in folders: String...) -> [File] {
        folders.flatMap { folder -> [File] in
            let paths = FileManager.default.enumerator(atPath: self.root.appendingPathComponent(folder).path)?.compactMap { $0 as? String } ?? []
            return paths.filter { $0.hasSuffix(".swift") && !$0.hasSuffix(".pb.swift") }.sorted().compactMap { path in
                guard let text = try? String(contentsOf: self.root.appendingPathComponent("\(folder)/\(path)"), encoding: .utf8) else { return nil }
                return File(path: "\(folder)/\(path)", lines: text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) })
            }
        }
    }
}

import Foundation
import Testing

/// What R 4.2.2 with surveillance 1.20.3 and spdep 1.2.7 answers, and the series that it was asked about.
enum GoldenFile {
    private static func url(_ name: String) -> URL {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden/\(name)")
    }

    /// Everything of `statistics.json`, by key.
    static func statistics() throws -> [String: Any] {
        let data = try Data(contentsOf: self.url("statistics.json"))
        return try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
    }

    /// A list of numbers; what R could not tell is nothing.
    static func numbers(_ value: Any?) -> [Double?] { (value as? [Any] ?? []).map { ($0 as? NSNumber)?.doubleValue } }

    /// A single number, of which none is a failure.
    static func number(_ key: String) throws -> Double { try #require((try self.statistics()[key] as? NSNumber)?.doubleValue) }

    static func numbers(_ key: String) throws -> [Double] { self.numbers(try self.statistics()[key]).compactMap(\.self) }

    /// A list within a result, `upperbound` of `ears_sparse_C1_minSigma0` for instance.
    static func numbers(_ key: String, _ field: String) throws -> [Double?] {
        self.numbers((try self.statistics()[key] as? [String: Any])?[field])
    }

    static func matrix(_ key: String) throws -> [[Double?]] { (try self.statistics()[key] as? [Any] ?? []).map { self.numbers($0) } }

    /// The rows of a file, by column; fields that are empty are nothing.
    static func table(_ name: String) throws -> [[String: String]] {
        let lines = String(decoding: try Data(contentsOf: self.url(name)), as: UTF8.self).split(whereSeparator: \.isNewline)
        guard let header = lines.first?.split(separator: ",").map(String.init) else { return [] }
        return lines.dropFirst().map { line in
            let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            return Dictionary(zip(header, fields).filter { !$1.isEmpty && $1 != "NA" }, uniquingKeysWith: { $1 })
        }
    }
}

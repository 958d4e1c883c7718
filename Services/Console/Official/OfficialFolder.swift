import Foundation

/// A folder of official files: shapes in `geo`, codes and populations in `cog`, deaths in `deaths`.
struct OfficialFolder: Sendable {
    let path: String

    init(path: String) throws(ConsoleError) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
            throw ConsoleError("there is no folder \(path)")
        }
        self.path = path
    }

    /// The one file that a pattern such as `cog/communes-*.csv` names; of several, the last in order, the newest.
    /// A file may be compressed: `.gz` is looked for as well.
    func file(_ pattern: String) throws(ConsoleError) -> String {
        guard let found = self.files(pattern).last else { throw ConsoleError("\(self.path) has no \(pattern), nor one compressed") }
        return found
    }

    /// The files that a pattern names, with at most one `*`, in order.
    func files(_ pattern: String) -> [String] {
        let parts = pattern.split(separator: "/").map { String($0) }
        let folder = ([self.path] + parts.dropLast()).joined(separator: "/")
        let ends = (parts.last ?? "").split(separator: "*", omittingEmptySubsequences: false).map { String($0) }
        guard let first = ends.first, let last = ends.last, let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else { return [] }
        return names.filter { name in
            let plain = name.hasSuffix(".gz") ? String(name.dropLast(3)) : name
            return ends.count == 1 ? plain == first : plain.hasPrefix(first) && plain.hasSuffix(last) && plain.count >= first.count + last.count
        }.sorted().map { "\(folder)/\($0)" }
    }
}

import Foundation

/// A folder of official files: shapes in `geo`, codes and populations in `cog`, deaths in `deaths`, each compressed by gzip
/// or not. Files are known by their columns; of several that tell the same, the newest year counts.
public struct OfficialFolder: Sendable {
    /// Where the folder is, as it was given.
    public let path: String
    let files: [OfficialFile]
    /// The names of what lies beside the three folders, where nothing is read.
    private let strays: [String]

    /// Lists a folder's files and finds out what each is.
    ///
    /// - Throws: `ReferenceError` when there is no such folder.
    public init(path: String) throws(ReferenceError) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
            throw ReferenceError("there is no folder \(path)")
        }
        self.path = path
        let folders = ["cog", "deaths", "geo"]
        self.files = folders.flatMap { folder in
            Self.names(in: "\(path)/\(folder)").map { OfficialFile(root: path, folder: folder, name: $0) }
        }
        self.strays = Self.names(in: path).filter { !folders.contains($0) }
    }

    private static func names(in folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { !$0.hasPrefix(".") }.sorted()
    }

    /// Returns the files of a kind, from the oldest year to the newest, then by name.
    func files(_ kind: FileKind) -> [OfficialFile] {
        self.files.filter { $0.kind == kind }.sorted { ($0.year ?? 0, $0.title) < ($1.year ?? 0, $1.title) }
    }

    /// Returns the newest file of a kind that must be there.
    func required(_ kind: FileKind) throws(ReferenceError) -> OfficialFile {
        if let file = self.files(kind).last { return file }
        throw self.absence(of: kind.pattern)
    }

    /// Makes an error that says that something is not in the folder, and names the files that could not be read, where it may have stood.
    func absence(of what: String) -> ReferenceError {
        let faults = self.files.filter { $0.kind == .unreadable }.map { "\($0.title): \($0.reason)" }
        return ReferenceError("\(self.path) has no \(what)" + (faults.isEmpty ? "" : " (\(faults.joined(separator: "; ")))"))
    }

    /// Returns the file of contours: `communes.geojson` and `departments.geojson` go before others of the kind.
    func contours(_ kind: FileKind) throws(ReferenceError) -> OfficialFile {
        let plain = self.files(kind).first { file in
            let name = file.title.split(separator: "/").last ?? ""
            return ["communes.geojson", "departments.geojson", "communes.geojson.gz", "departments.geojson.gz"].contains(name)
        }
        if let plain { return plain }
        return try self.required(kind)
    }

    /// Says what was not read, and why, a sentence for each.
    ///
    /// - Parameter read: the files that were.
    func remarks(read: Set<OfficialFile>) -> [String] {
        var remarks = self.files.filter { $0.kind == .unknown || $0.kind == .unreadable }.map {
            "\($0.title) is not understood, and was not read: \($0.reason)"
        }
        remarks += self.strays.map { "\($0) lies beside the folders cog, deaths and geo, and was not read" }
        let rest = self.files.filter { $0.kind != .unknown && $0.kind != .unreadable && !read.contains($0) }.map(\.title)
        if !rest.isEmpty { remarks.append("not needed, and not read: \(rest.joined(separator: ", "))") }
        return remarks
    }
}

import Foundation

/// A file of a folder of official files, and what it is.
struct OfficialFile: Hashable, Sendable {
    let path: String
    /// Its name with its folder, for messages: `cog/communes-2026.csv`.
    let title: String
    let kind: FileKind
    /// The last year in its name.
    let year: Int?
    /// Why it cannot be read, or is not known; empty otherwise.
    let reason: String

    /// Looks at a file's columns and name, and finds out what it is.
    ///
    /// - Parameters:
    ///   - folder: `cog`, `deaths` or `geo`.
    ///   - name: the file's own.
    init(root: String, folder: String, name: String) {
        self.path = "\(root)/\(folder)/\(name)"
        self.title = "\(folder)/\(name)"
        let plain = name.hasSuffix(".gz") ? String(name.dropLast(3)) : name
        let stem = (plain.split(separator: ".").first.map { String($0) } ?? plain).lowercased()
        self.year = Self.years(in: stem).max()
        (self.kind, self.reason) = folder == "geo" ? Self.contours(plain, stem) : Self.table(self.path, self.title, plain, stem)
    }

    /// Reads the years that a name holds: `DC_20182020_det` holds 2018 and 2020.
    private static func years(in stem: String) -> [Int] {
        stem.split { !$0.isNumber }.flatMap { digits -> [Int] in
            guard digits.count.isMultiple(of: 4) else { return [] }
            return stride(from: 0, to: digits.count, by: 4).compactMap { ColumnName.year(at: digits.dropFirst($0).prefix(4)) }
        }
    }

    private static func contours(_ plain: String, _ stem: String) -> (FileKind, String) {
        guard plain.hasSuffix(".geojson") || plain.hasSuffix(".json") else { return (.unknown, "contours are GeoJSON, with a name that ends in .geojson") }
        if stem.hasPrefix("communes-light") || stem.hasPrefix("communes-associees") { return (.needless, "") }
        if stem.hasPrefix("commune") { return (.communeContours, "") }
        if stem.hasPrefix("department") || stem.hasPrefix("departement") { return (.departmentContours, "") }
        if stem.hasPrefix("region") || stem.hasPrefix("epci") || stem.hasPrefix("arrondissement") { return (.needless, "") }
        return (.unknown, "its name says neither communes nor departments")
    }

    private static func table(_ path: String, _ title: String, _ plain: String, _ stem: String) -> (FileKind, String) {
        if FileKind(stem: stem) == .needless { return (.needless, "") }
        let known = ["csv", "txt", "tsv"].contains(plain.split(separator: ".").last.map { $0.lowercased() } ?? "")
        do {
            let bytes = try FileSource.beginning(path: path)
            guard !bytes.isEmpty else { return (.unreadable, "it is empty") }
            guard !bytes.starts(with: Array("PK\u{3}\u{4}".utf8)) else { return (.unknown, "it is a zip archive, or a workbook: unpack it, or save it as CSV") }
            // A character may be cut in two where the beginning ends: the first line is looked at alone.
            let line = bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
            let isWide = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
            let isDeclared = line.count == 5 && line.starts(with: Array("sep=".utf8))
            let columns = try DelimitedFile(name: title, bytes: isWide || isDeclared ? bytes : Array(line)).columns
            let kind = FileKind(columns: columns, stem: stem)
            guard kind == .unknown else { return (kind, "") }
            return (
                .unknown,
                known
                    ? "its columns are \(columns.prefix(8).map { String($0.text.prefix(40)) }.joined(separator: ", "))" : "it is no table that INSEE publishes"
            )
        } catch {
            // What the name promises is read, and its fault then told; nobody is stopped by what nobody needs.
            if let kind = FileKind(stem: stem) { return (kind, "") }
            return (known ? .unreadable : .unknown, error.description)
        }
    }
}

extension DelimitedFile {
    /// Reads a file of a folder of official files.
    convenience init(_ file: OfficialFile) throws(ReferenceError) {
        try self.init(name: file.title, bytes: try FileSource.bytes(path: file.path))
    }
}

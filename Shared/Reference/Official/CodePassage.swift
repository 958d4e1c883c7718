import Mortality

/// The tables that lead from codes of a former year to those of a later one (INSEE, tables de passage).
struct CodePassage: Sendable {
    private(set) var successors: [CommuneCode: CommuneCode] = [:]

    /// Finds the columns of the former code and of the later one; `nil` when a table has not both. Without a word such as `ancien` the smaller
    /// year is the former.
    static func columns(_ columns: [ColumnName]) -> (from: Int, to: Int)? {
        let codes = columns.indices.filter { ["code", "codgeo", "com"].contains(columns[$0].key) && columns[$0].year != nil }
            .sorted { (columns[$0].year ?? 0) < (columns[$1].year ?? 0) }
        guard let newest = codes.last else { return nil }
        if let old = DelimitedFile.place(of: .oldCode, in: columns) { return (old, newest) }
        return codes.count > 1 ? (codes[0], newest) : nil
    }

    /// Reads all tables of a folder; a newer one goes before an older.
    init(_ folder: OfficialFolder) throws(ReferenceError) {
        for source in folder.files(.passage) {
            let file = try DelimitedFile(source)
            guard let (from, to) = Self.columns(file.columns) else {
                throw ReferenceError("\(file.name) has no two columns of codes, a former and a later, such as code_2018 and code_2026")
            }
            while let row = try file.next() {
                // Codes that no commune can bear any more (Algeria's of 1943) lead nowhere.
                guard let old = try? CommuneCode(OfficialCode.commune(row[from])), let new = try? CommuneCode(OfficialCode.commune(row[to])) else { continue }
                if old != new { self.successors[old] = new }
            }
        }
    }
}

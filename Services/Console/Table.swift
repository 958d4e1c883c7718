/// Lines of text in columns, each column as wide as its widest cell.
struct Table {
    private let headings: [String]
    private var rows: [[String]] = []

    init(_ headings: String...) { self.headings = headings }

    mutating func append(_ row: String...) { self.rows.append(row) }

    /// Returns the table's lines, or the given word when there are none.
    func text(orElse nothing: String) -> String {
        guard !self.rows.isEmpty else { return nothing }
        let lines = [self.headings] + self.rows
        let widths = self.headings.indices.map { place in lines.map { $0[place].count }.max() ?? 0 }
        return lines.map { line in
            let cells = zip(line, widths).map { $0.0 + String(repeating: " ", count: $0.1 - $0.0.count) }.joined(separator: "  ")
            return String(cells.reversed().drop { $0 == " " }.reversed())
        }.joined(separator: "\n")
    }
}

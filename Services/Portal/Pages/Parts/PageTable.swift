/// A table: its caption, its columns and its rows.
struct PageTable: Sendable {
    struct Column: Sendable {
        let name: String
        let isNumber: Bool

        init(_ name: String, isNumber: Bool = false) {
            self.name = name
            self.isNumber = isNumber
        }
    }

    struct Row: Sendable {
        let cells: [Cell]
    }

    struct Cell: Sendable {
        /// A badge: the look that the design system has for it, `nil` for a plain one, and its text.
        struct Badge: Sendable {
            let kind: String?
            let text: String
        }

        let text: String
        /// The address that the row's head leads to; `nil` for none.
        let address: String?
        let isHead: Bool
        let isNumber: Bool
        let badge: Badge?

        private init(_ text: String, address: String? = nil, isHead: Bool = false, isNumber: Bool = false, badge: Badge? = nil) {
            self.text = text
            self.address = address
            self.isHead = isHead
            self.isNumber = isNumber
            self.badge = badge
        }

        static func head(_ text: String, leadsTo address: String? = nil) -> Cell { Cell(text, address: address, isHead: true) }
        static func text(_ text: String) -> Cell { Cell(text) }
        static func number(_ text: String) -> Cell { Cell(text, isNumber: true) }
        static func badge(_ text: String, _ kind: PageMessage.Kind? = nil) -> Cell { Cell(text, badge: Badge(kind: kind?.rawValue, text: text)) }
    }

    /// The text of a table without rows.
    struct EmptyRow: Sendable {
        let span: Int
        let text: String
    }

    let id: String
    let caption: String
    let columns: [Column]
    let rows: [Row]
    let emptyRow: EmptyRow?

    init(id: String, caption: String, columns: [Column], rows: [[Cell]], empty: String) {
        self.id = id
        self.caption = caption
        self.columns = columns
        self.rows = rows.map { Row(cells: $0) }
        self.emptyRow = rows.isEmpty ? EmptyRow(span: columns.count, text: empty) : nil
    }
}

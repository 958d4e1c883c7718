import Formats
import Mortality

/// One row of a batch that holds something.
struct BatchRow: Hashable, Sendable {
    enum Content: Hashable, Sendable {
        /// JSON, in a part of the body's bytes.
        case json(Range<Int>)
        /// A row of a table, as the object that it stands for, and the first cell that means nothing.
        case record(JSONValue, Rejection?)
        /// A row of a table that cannot be read.
        case unreadable(CSVFault)
        /// A table's last line, and what is told of it.
        case totals(String)
    }

    /// Of the line in the body, of the element of the array, or of the row in the spreadsheet, from 1.
    let number: Int
    let content: Content
}

/// A row of a batch once it is read: what would be declared, or why nothing is.
struct ReadRow: Sendable {
    enum Content: Sendable {
        /// - isOfEdition: Whether it was made of a table's rows without ids.
        case declaration(Declaration, isOfEdition: Bool)
        case refused(Refusal)
        /// A line of totals, and what is told of it.
        case passedOver(String)
    }

    let number: Int
    let content: Content
}

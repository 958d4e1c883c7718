import Formats
import Mortality

/// One row of a batch that holds something.
struct BatchRow: Hashable, Sendable {
    enum Content: Hashable, Sendable {
        /// The row is JSON, in this range of the body's bytes.
        case json(Range<Int>)
        /// The row is a table's, as the JSON object that it stands for, with the first of its cells that has no meaning.
        case record(JSONValue, Rejection?)
        /// The row is a table's and cannot be read.
        case unreadable(CSVFault)
        /// The row is a table's line of totals, which is passed over with these words.
        case totals(String)
    }

    /// The number of the line in the body, of the element in the array, or of the row in the spreadsheet, from 1.
    let number: Int
    let content: Content
}

/// A row of a batch once it is read: what would be declared, or why nothing is.
struct ReadRow: Sendable {
    enum Content: Sendable {
        /// The row declares this.
        ///
        /// - isOfEdition: Whether it was made of a table's rows without ids.
        case declaration(Declaration, isOfEdition: Bool)
        case refused(Refusal)
        /// The row is a line of totals, which is passed over with these words.
        case passedOver(String)
    }

    let number: Int
    let content: Content
}

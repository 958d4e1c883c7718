import Mortality

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

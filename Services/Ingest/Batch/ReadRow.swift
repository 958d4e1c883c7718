import Mortality

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

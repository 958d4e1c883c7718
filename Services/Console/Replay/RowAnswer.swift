/// The answer of Ingest to one row of a batch.
struct RowAnswer: Decodable, Sendable {
    /// The number of the line in the body, from 1.
    let row: Int
    let status: Int
    let title: String?
    let detail: String?

    /// Whether the same row may be taken later: Ingest answered 429 or 5xx.
    var isPassing: Bool { self.status == 429 || self.status >= 500 }
}

/// The revisions of one declaration in the order in which a client sends them. A revision may come twice, and a higher one before a lower.
struct Story: Sendable {
    var sends: [SentDeclaration]

    /// The revision that must count in the end.
    var last: SentDeclaration? { sends.max { $0.revision < $1.revision } }
}

/// What one client has to say about one declaration: its revisions, in the order in which it sends them. A revision may
/// stand there twice, and a higher one before a lower.
struct Story: Sendable {
    var sends: [SentDeclaration]

    /// The revision that must count in the end.
    var last: SentDeclaration? { sends.max { $0.revision < $1.revision } }
}

/// A page of declarations that do not count, as a client reads it.
struct ContestedAnswer: Encodable, Sendable {
    let declarations: [ContestedDeclaration]
    /// What `page` is to be for the next page; absent on the last.
    let next: String?
}

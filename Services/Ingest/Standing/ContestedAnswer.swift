/// A page of declarations that do not count, as a client reads it.
struct ContestedAnswer: Encodable, Sendable {
    let declarations: [ContestedDeclaration]
    /// The value of the parameter `page` that gets the next page; absent on the last one.
    let next: String?
}

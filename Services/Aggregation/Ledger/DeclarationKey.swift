import Mortality

/// What a declaration is known by for ever: the commune that made it and the identifier that it chose.
struct DeclarationKey: Hashable, Sendable {
    let commune: CommuneCode
    let id: DeclarationID
}

extension DeclarationKey: Comparable {
    /// The order in which every transaction locks declarations.
    static func < (left: Self, right: Self) -> Bool {
        left.commune == right.commune ? left.id < right.id : left.commune < right.commune
    }
}

import Mortality

/// The permanent identity of a declaration: the commune that made it and the identifier that it chose.
struct DeclarationKey: Hashable, Sendable {
    let commune: CommuneCode
    let id: DeclarationID
}

extension DeclarationKey: Comparable {
    /// Orders declarations as every transaction locks them.
    static func < (left: Self, right: Self) -> Bool {
        left.commune == right.commune ? left.id < right.id : left.commune < right.commune
    }
}

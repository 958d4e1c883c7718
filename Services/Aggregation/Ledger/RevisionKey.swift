import Mortality

/// The key of one revision of one declaration. A revision has one content; any other that comes under its number is a conflict.
struct RevisionKey: Hashable, Sendable {
    let declaration: DeclarationKey
    let revision: Revision
}

import Mortality

/// One revision of one declaration; it has one content, and any other is a conflict.
struct RevisionKey: Hashable, Sendable {
    let declaration: DeclarationKey
    let revision: Revision
}

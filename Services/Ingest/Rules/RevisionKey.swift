import Mortality

/// The key of one revision of one declaration, in few bytes, since Ingest remembers many.
struct RevisionKey: Hashable, Sendable {
    private let high: UInt64
    private let low: UInt64
    private let commune: CommuneCode
    let revision: Revision

    init(_ declaration: Declaration) {
        let bytes = declaration.id.bytes
        self.high = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        self.low = bytes.dropFirst(8).reduce(0) { $0 << 8 | UInt64($1) }
        self.commune = declaration.commune
        self.revision = declaration.revision
    }
}

/// The key of one revision of one declaration.
struct RevisionKey: Hashable, Codable, Sendable, CustomStringConvertible {
    var id: String
    var revision: Int

    var description: String { "\(id) r\(revision)" }
}

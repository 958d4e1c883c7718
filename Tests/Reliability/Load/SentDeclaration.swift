/// One revision of a declaration as a client sends it, in the words of the HTTP surface.
struct SentDeclaration: Codable, Hashable, Sendable {
    var id: String
    var revision: Int
    var commune: String
    var occurredOn: String
    var place: String?
    var cause: String?
    var deaths: Int
    var withdrawn: Bool?
    var reason: String?

    /// The key of the revision, which a client may send as often as it likes.
    var key: RevisionKey { RevisionKey(id: id, revision: revision) }

    /// The deaths for which it counts when no higher revision is there.
    var counted: Int { withdrawn == true ? 0 : deaths }
}

/// The header If-None-Match (RFC 9110, section 13.1.2): entity tags that the client has, or `*`.
///
/// Tags are compared weakly, as the RFC asks for here: a weak one is as good as a strong one.
public struct IfNoneMatch: Hashable, Sendable {
    private let tags: Set<Substring>
    private let isAny: Bool

    /// Reads a header's value, of which 8,192 characters at most are looked at.
    public init(_ header: String) {
        var tags: Set<Substring> = []
        var isAny = false
        for part in header.prefix(8_192).split(separator: ",") {
            let tag = Self.bare(part)
            if tag == "*" { isAny = true } else if !tag.isEmpty { tags.insert(tag) }
        }
        self.tags = tags
        self.isAny = isAny
    }

    /// Tells whether the header names an entity tag, which may be given with its quotes or without.
    public func matches(_ tag: String) -> Bool { self.isAny || self.tags.contains(Self.bare(tag[...])) }

    /// Returns a tag without white space, the sign of weakness, and quotes.
    private static func bare(_ text: Substring) -> Substring {
        var tag = text.drop(while: \.isWhitespace)
        while tag.last?.isWhitespace == true { tag.removeLast() }
        if tag.hasPrefix("W/") { tag = tag.dropFirst(2) }
        if tag.count >= 2, tag.first == "\"", tag.last == "\"" { tag = tag.dropFirst().dropLast() }
        return tag
    }
}

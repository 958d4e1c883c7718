/// The header If-None-Match (RFC 9110, section 13.1.2).
enum EntityTags {
    /// As it is sent on to who knows the tags: whole, up to what a header of any use has.
    static func bounded(_ header: String) -> String { String(header.prefix(2_000)) }
}

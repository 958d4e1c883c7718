/// Reads the header If-None-Match (RFC 9110, section 13.1.2).
enum EntityTags {
    /// Returns the header as it is sent on to the service that knows the tags, cut to 2,000 characters.
    static func bounded(_ header: String) -> String { String(header.prefix(2_000)) }
}

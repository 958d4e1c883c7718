/// The header If-None-Match (RFC 9110, section 13.1.2).
enum EntityTags {
    /// Its first entity tag, without quotes and weakness.
    static func first(_ header: String) -> String {
        let first = header.split(separator: ",").first.map(String.init) ?? ""
        return String(first.drop { $0 == " " || $0 == "W" || $0 == "/" }.filter { $0 != "\"" && $0 != " " }.prefix(200))
    }
}

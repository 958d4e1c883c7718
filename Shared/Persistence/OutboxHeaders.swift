/// Writes headers as one text and reads them back: key and value in turn, each ended by a unit separator.
enum OutboxHeaders {
    private static let separator: Character = "\u{1F}"

    static func encode(_ headers: [String: String]) throws(DatabaseError) -> String {
        var text = ""
        for (key, value) in headers.sorted(by: { $0.key < $1.key }) {
            guard !key.contains(self.separator), !value.contains(self.separator) else {
                throw DatabaseError(.invalidValue, "header \(key) holds a unit separator")
            }
            text += key + String(self.separator) + value + String(self.separator)
        }
        return text
    }

    static func decode(_ text: String) throws(DatabaseError) -> [String: String] {
        var parts = text.split(separator: self.separator, omittingEmptySubsequences: false)
        guard parts.popLast()?.isEmpty == true, parts.count.isMultiple(of: 2) else {
            throw DatabaseError(.unexpectedResult, "the headers of an outbox message are cut short")
        }
        var headers: [String: String] = [:]
        for place in stride(from: 0, to: parts.count, by: 2) { headers[String(parts[place])] = String(parts[place + 1]) }
        return headers
    }
}

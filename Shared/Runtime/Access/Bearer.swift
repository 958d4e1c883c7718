public import Hummingbird

/// Reads `Authorization: Bearer`.
public enum Bearer {
    /// The record of the key that a request presents.
    ///
    /// - Throws: `Problem`, 401, when there is none, or it is unknown or revoked.
    public static func record(of request: Request, in ring: KeyRing) throws(Problem) -> KeyRecord {
        guard request.headers[.authorization] != nil else { throw .unauthorized("send the key as `Authorization: Bearer …`") }
        guard let key = self.key(of: request), let record = ring.record(for: key) else {
            throw .unauthorized("the key is unknown or revoked")
        }
        return record
    }

    /// The key that a request presents, known or not; nothing when it presents none.
    public static func key(of request: Request) -> APIKey? {
        guard let header = request.headers[.authorization], header.count <= 200, header.lowercased().hasPrefix("bearer ") else { return nil }
        return APIKey(String(header.dropFirst(7)).trimmingCharacters { $0 == " " })
    }
}

extension String {
    fileprivate func trimmingCharacters(_ isCut: (Character) -> Bool) -> String {
        let start = self.drop(while: isCut)
        guard let end = start.lastIndex(where: { !isCut($0) }) else { return "" }
        return String(start[...end])
    }
}

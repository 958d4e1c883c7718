public import Hummingbird

/// Reads `Authorization: Bearer`.
public enum Bearer {
    /// The record of the key that a request presents.
    ///
    /// - Throws: `Problem`, 401, when there is none, or it is unknown or revoked.
    public static func record(of request: Request, in ring: KeyRing) throws(Problem) -> KeyRecord {
        guard let header = request.headers[.authorization] else {
            throw .unauthorized("send the key as `Authorization: Bearer …`")
        }
        guard header.count <= 200, header.lowercased().hasPrefix("bearer "),
            let key = APIKey(String(header.dropFirst(7)).trimmingCharacters { $0 == " " }), let record = ring.record(for: key)
        else { throw .unauthorized("the key is unknown or revoked") }
        return record
    }
}

extension String {
    fileprivate func trimmingCharacters(_ isCut: (Character) -> Bool) -> String {
        let start = self.drop(while: isCut)
        guard let end = start.lastIndex(where: { !isCut($0) }) else { return "" }
        return String(start[...end])
    }
}

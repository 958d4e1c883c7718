public import Accounts
import HTTPTypes
public import Hummingbird

/// What a request shows of who sends it. `Authorization` goes before a cookie, and whatever it holds, the cookie beside it is not looked at: a
/// program never acts as the person whose browser it runs in.
public enum Credential: Hashable, Sendable {
    case nothing
    case key(APIKey)
    /// The text of a clerk's token, which nothing has verified yet.
    case token(String)
    case session(SessionToken)
    /// An `Authorization` header that holds none of these.
    case unreadable

    /// The most bytes of a header that are looked at; no credential is nearly as long.
    private static let longest = 200

    /// Reads what a request shows: `Authorization: Bearer …` where there is such a header, else the session's cookie.
    public init(_ request: Request, cookie: SessionCookie) {
        guard let header = request.headers[.authorization] else {
            self = cookie.token(in: request).map { .session($0) } ?? .nothing
            return
        }
        self = .unreadable
        guard header.utf8.count <= Self.longest, header.lowercased().hasPrefix("bearer ") else { return }
        let text = header.dropFirst(7).trimmed
        if text.hasPrefix(DeclaringToken.prefix) {
            self = .token(String(text))
        } else if let key = APIKey(String(text)) {
            self = .key(key)
        }
    }
}

extension Substring {
    /// The text without the spaces around it.
    fileprivate var trimmed: Substring {
        let start = self.drop { $0 == " " }
        guard let end = start.lastIndex(where: { $0 != " " }) else { return "" }
        return start[...end]
    }
}

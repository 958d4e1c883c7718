/// Who did something.
public enum AuditActor: Hashable, Sendable, CustomStringConvertible {
    /// A person who was signed in, by the id of their account.
    case account(AccountID)
    /// Somebody who ran vigiectl, by their name on that machine and its host name.
    case console(user: String, host: String)
    /// A program, by the public part of its API key.
    case key(String)
    /// A service of ours that acted by itself, as when it removes what is old.
    case service(String)
    /// Nobody who is known, as at a sign-in that was refused.
    case nobody

    /// The account's id, where a person did it.
    public var account: AccountID? {
        guard case .account(let id) = self else { return nil }
        return id
    }

    /// The form that the database and exports have: `account:<uuid>`, `console:<user>@<host>`, `key:<id>`, `service:<name>`, `nobody`.
    public var description: String {
        switch self {
        case .account(let id): "account:\(id)"
        case .console(let user, let host):
            "console:\(AuditText.line(user, atMost: 64, orElse: "unknown"))@\(AuditText.line(host, atMost: 100, orElse: "unknown"))"
        case .key(let id): "key:\(AuditText.line(id, atMost: 64, orElse: "unknown"))"
        case .service(let name): "service:\(AuditText.line(name, atMost: 64, orElse: "unknown"))"
        case .nobody: "nobody"
        }
    }
}

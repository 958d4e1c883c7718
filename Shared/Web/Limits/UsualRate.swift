public import Accounts

/// How much a caller may ask for where nobody has set a rate.
public enum UsualRate {
    /// Requests a second of all who show nothing that is known and come from one address.
    public static let address = 50
    /// Requests a second of a person: pages, and what they load.
    public static let person = 50

    /// Requests a second of a key that has no rate of its own.
    public static func perSecond(of reach: KeyRecord.Reach) -> Int {
        switch reach {
        case .commune: 20
        case .department: 500
        case .all: 20_000
        }
    }
}

extension Visitor {
    /// How fast they may ask.
    public var rate: TokenBucket.Size {
        switch self {
        case .key(let key): TokenBucket.Size(perSecond: key.ratePerSecond ?? UsualRate.perSecond(of: key.reach))
        case .person: TokenBucket.Size(perSecond: UsualRate.person)
        case .bearer(let claims): TokenBucket.Size(perSecond: UsualRate.perSecond(of: .commune(claims.commune)))
        }
    }
}

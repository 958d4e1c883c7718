import Hummingbird
import Runtime
import Web

/// Knows who asks, and how much each may ask.
struct Doorkeeper: Sendable {
    /// What is in force now; nothing before the first load.
    let reference: @Sendable () -> ReferenceSnapshot?
    let limiter: RateLimiter
    let clock: ZoneClock

    /// Lets a request in.
    ///
    /// - Throws: `Problem`: 503 before keys were loaded, 401 without a key in force, 429 when the key sent too much.
    func admit(_ request: Request) throws(Problem) -> Visitor {
        guard let reference = self.reference() else { throw .unavailable("keys and communes are not loaded yet") }
        let visitor = Visitor(key: try Bearer.record(of: request, in: reference.keys), reference: reference)
        try self.charge(visitor, 1)
        return visitor
    }

    /// Takes more from what a visitor may send.
    ///
    /// - Throws: `Problem`, 429.
    func charge(_ visitor: Visitor, _ amount: Int) throws(Problem) {
        let size = TokenBucket.Size(perSecond: visitor.key.ratePerSecond ?? Self.usualRate(visitor.key.reach))
        if let seconds = self.limiter.take(amount, key: visitor.key.id, size: size, at: self.clock.instant.microseconds) {
            throw .tooManyRequests(retryAfter: seconds)
        }
    }

    /// Requests a second for keys that have no rate of their own; ten seconds' worth may come at once.
    static func usualRate(_ reach: KeyRecord.Reach) -> Int {
        UsualRate.perSecond(of: reach)
    }
}

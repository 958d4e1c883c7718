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
        if let seconds = self.limiter.take(amount, key: visitor.key.id, size: self.size(visitor), at: self.clock.instant.microseconds) {
            throw .tooManyRequests(retryAfter: seconds)
        }
    }

    /// Takes what a batch weighs beyond the request that it came by: a row as much as a request, yet never more than the bucket
    /// holds, so that a large batch waits for a full bucket and is not refused for ever.
    ///
    /// - Throws: `Problem`, 429.
    func charge(_ visitor: Visitor, rows: Int) throws(Problem) {
        let size = self.size(visitor)
        let more = min(rows, size.brim) - 1
        if more > 0 { try self.charge(visitor, more) }
    }

    private func size(_ visitor: Visitor) -> TokenBucket.Size {
        TokenBucket.Size(perSecond: visitor.key.ratePerSecond ?? UsualRate.perSecond(of: visitor.key.reach))
    }
}

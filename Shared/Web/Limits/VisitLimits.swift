public import Runtime

/// Limits how much each may ask for: by key, by account, and by address where somebody shows neither.
public struct VisitLimits: Sendable {
    private let limiter: RateLimiter
    private let clock: ZoneClock
    /// Requests a second of all strangers who come from one address.
    let strangers: Int

    /// Makes limits whose buckets are full.
    public init(limiter: RateLimiter = RateLimiter(), strangers: Int = UsualRate.address, clock: ZoneClock) {
        self.limiter = limiter
        self.strangers = strangers
        self.clock = clock
    }

    /// Takes from what a caller may ask for.
    ///
    /// - Throws: `Problem`, 429.
    func charge(_ caller: Caller, _ amount: Int = 1) throws(Problem) {
        if let seconds = self.limiter.take(amount, key: caller.name, size: caller.size, at: self.clock.instant) {
            throw .tooManyRequests(retryAfter: seconds)
        }
    }

    /// Takes what a batch weighs beyond the request that it came by: a row as much as a request, yet never more than the bucket
    /// holds, so that a large batch waits for a full bucket and is not refused for ever.
    ///
    /// - Throws: `Problem`, 429.
    public func charge(_ visitor: Visitor, rows: Int) throws(Problem) {
        let more = min(rows, visitor.rate.brim) - 1
        if more > 0 { try self.charge(Caller(visitor), more) }
    }

    func giveBack(_ caller: Caller) { self.limiter.give(1, key: caller.name, size: caller.size) }
}

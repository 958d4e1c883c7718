public import Mortality
import Threading

/// Keeps one token bucket for each caller, in bounded memory.
public final class RateLimiter: Sendable {
    private let buckets = Locked<[String: TokenBucket]>([:])
    private let capacity: Int

    /// Makes a limiter that remembers nobody yet.
    ///
    /// - Parameter capacity: Callers remembered at once. Beyond it those that were idle longest ago are forgotten, which fills
    ///   their buckets.
    public init(capacity: Int = 50_000) { self.capacity = max(capacity, 1) }

    /// How many callers are remembered.
    var count: Int { self.buckets.withLock { $0.count } }

    /// Takes from a caller's bucket; `nil` when it was enough, else after how many seconds it will be.
    public func take(_ amount: Int = 1, key: String, size: TokenBucket.Size, at now: Instant) -> Int? {
        self.buckets.withLock { buckets in
            if buckets[key] == nil {
                if buckets.count >= self.capacity { Self.forgetHalf(&buckets) }
                buckets[key] = TokenBucket(size: size, at: now)
            }
            return buckets[key]?.take(amount, size: size, at: now)
        }
    }

    /// Puts back into a caller's bucket what was taken and not needed.
    public func give(_ amount: Int, key: String, size: TokenBucket.Size) {
        self.buckets.withLock { $0[key]?.give(amount, size: size) }
    }

    private static func forgetHalf(_ buckets: inout [String: TokenBucket]) {
        let instants = buckets.values.map(\.lastTaken).sorted()
        let median = instants[instants.count / 2]
        buckets = buckets.filter { $0.value.lastTaken > median }
    }
}

import Runtime
import Threading

/// Bounds the work that each caller has under way at once, by its cost.
public final class UnderWay: Sendable {
    private let costs = Locked<[String: Int]>([:])
    private let most: Int

    /// Makes bounds under which nothing is under way yet.
    ///
    /// - Parameter most: What one caller may have under way together. What costs more alone is let in when nothing else is.
    public init(most: Int) { self.most = most }

    /// Returns the cost of what a caller has under way.
    public func cost(of caller: String) -> Int { self.costs.withLock { $0[caller] ?? 0 } }

    /// Runs a piece of work, if what the caller has under way leaves room for it.
    ///
    /// - Throws: `Problem`, 429, and what the work throws.
    public func run<Value>(_ cost: Int, of caller: String, _ work: () async throws -> Value) async throws -> Value {
        let isAdmitted = self.costs.withLock { costs in
            let before = costs[caller] ?? 0
            guard before == 0 || before + cost <= self.most else { return false }
            costs[caller] = before + cost
            return true
        }
        guard isAdmitted else { throw Problem.tooManyRequests(retryAfter: 1) }
        defer {
            self.costs.withLock { costs in
                let left = (costs[caller] ?? 0) - cost
                costs[caller] = left > 0 ? left : nil
            }
        }
        return try await work()
    }
}

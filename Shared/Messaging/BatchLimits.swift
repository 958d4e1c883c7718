/// How large a batch may grow, and how long its first message may wait for others.
public struct BatchLimits: Hashable, Sendable {
    /// A batch is handed over once it holds this many messages; at least 1.
    public let maximumCount: Int
    /// How long after its first message a batch is handed over, full or not.
    public let maximumWait: Duration

    /// Makes limits; a count below 1 becomes 1.
    public init(maximumCount: Int = 500, maximumWait: Duration = .milliseconds(20)) {
        self.maximumCount = max(1, maximumCount)
        self.maximumWait = maximumWait
    }
}

/// How large a batch may grow and how long its first message may wait for company.
public struct BatchLimits: Hashable, Sendable {
    public let maximumCount: Int
    public let maximumWait: Duration

    public init(maximumCount: Int = 500, maximumWait: Duration = .milliseconds(20)) {
        self.maximumCount = max(1, maximumCount)
        self.maximumWait = maximumWait
    }
}

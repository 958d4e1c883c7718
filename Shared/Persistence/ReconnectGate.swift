/// Spaces out attempts to reach a server that is away: each failure in a row doubles the pause, with jitter.
struct ReconnectGate {
    private var failures = 0
    private var opensAt: ContinuousClock.Instant?

    private static let first = Duration.milliseconds(50)
    private static let longest = Duration.seconds(2)

    /// Returns what is left of the pause; `nil` when an attempt may be made.
    func pause(at now: ContinuousClock.Instant) -> Duration? {
        guard let opensAt, opensAt > now else { return nil }
        return now.duration(to: opensAt)
    }

    /// Notes that an attempt failed, which doubles the pause; `jitter` is a random number from 0 up to 1.
    mutating func failed(at now: ContinuousClock.Instant, jitter: Double) {
        self.failures = Swift.min(self.failures + 1, 16)
        let pause = Swift.min(Self.longest, Self.first * (1 << Swift.min(self.failures - 1, 10)))
        self.opensAt = now + pause * (0.5 + jitter / 2)
    }

    mutating func succeeded() { self = ReconnectGate() }
}

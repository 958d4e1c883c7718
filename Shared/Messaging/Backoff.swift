/// Says how long to wait before each new try: the bound doubles from `first` to `longest`, and the pause is drawn from its upper half, so that
/// many clients of a broker that comes back do not all knock at once.
public struct Backoff: Sendable {
    private let first: Duration
    private let longest: Duration
    private var next: Duration

    /// Makes a backoff whose first pause is at most `first`, and none longer than `longest`.
    public init(first: Duration = .milliseconds(100), longest: Duration = .seconds(5)) {
        self.first = first
        self.longest = longest
        self.next = first
    }

    /// Draws the next pause, between half of the current bound and the whole, and doubles the bound.
    public mutating func pause(using generator: inout some RandomNumberGenerator) -> Duration {
        let bound = self.next
        self.next = min(bound * 2, self.longest)
        return bound * Double.random(in: 0.5...1, using: &generator)
    }

    /// Draws the next pause with the system's generator.
    public mutating func pause() -> Duration {
        var generator = SystemRandomNumberGenerator()
        return self.pause(using: &generator)
    }

    /// Begins again at the first pause, after a success.
    public mutating func reset() { self.next = self.first }
}

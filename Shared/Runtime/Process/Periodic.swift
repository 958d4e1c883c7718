public import Logging
public import Threading

/// Work that a service does again and again beside its answers: a round, a pause, the next round, never two at once.
///
/// A round that fails is caught and told, and the next one comes after a pause of its own. Each kind of failure is told once, at
/// `level`, until a round goes well again, which is told at level info; what repeats itself is told at level debug. Pauses are cut by up to a fifth at
/// random, so that instances that started together do not ask together for ever; none lasts longer than it was told to.
public struct Periodic: Sendable {
    /// When the round after a round that went well begins.
    public enum Next: Hashable, Sendable {
        /// After the usual pause.
        case asUsual
        /// After a pause of its own.
        case after(Duration)
        /// Never: the work is done.
        case never
    }

    private let pauses: RoundPauses
    private let failure: String
    private let level: Logger.Level
    private let logger: Logger
    /// Waits instead of `Task.sleep`, in tests.
    var sleep: (@Sendable (Duration) async -> Void)?

    /// - Parameters:
    ///   - interval: The pause after a round that went well.
    ///   - retries: The pause after the first round that fails, which doubles with each that fails after it, and the longest such pause;
    ///     `interval` where it is not told.
    ///   - failure: What did not succeed when a round fails, as the log tells it.
    ///   - level: How loudly.
    public init(
        every interval: Duration, retrying retries: ClosedRange<Duration>? = nil, failure: String, level: Logger.Level = .warning, logger: Logger
    ) {
        self.pauses = RoundPauses(interval: interval, retries: retries ?? interval...interval)
        self.failure = failure
        self.level = level
        self.logger = logger
    }

    /// Does rounds, of which each says when the next begins, until the task is cancelled or told to stop, or a round says that none follows.
    ///
    /// - Parameter stop: Ends a pause at once and lets no other round begin; the round under way is left to end by itself.
    public func runPaced(until stop: StopSignal? = nil, _ round: () async throws -> Next) async {
        var pauses = self.pauses
        while !Task.isCancelled, stop?.isStopped != true {
            let pause: Duration
            do {
                let next = try await round()
                if pauses.isFailing {
                    self.logger.log(level: min(self.level, .info), "it succeeds again", metadata: ["after": "\(self.failure)"])
                }
                guard let usual = pauses.succeeded(next) else { return }
                pause = usual
            } catch {
                // Who is cancelled has not failed.
                if Task.isCancelled { return }
                let isNew = pauses.isNew("\(error)")
                self.logger.log(level: isNew ? self.level : .debug, "\(self.failure)", metadata: ["error": "\(error)"])
                pause = pauses.failed("\(error)")
            }
            await self.wait(pause * Double.random(in: 0.8...1), until: stop)
        }
    }

    /// Does rounds, the usual pause between them, until the task is cancelled or told to stop.
    public func run(until stop: StopSignal? = nil, _ round: () async throws -> Void) async {
        await self.runPaced(until: stop) {
            try await round()
            return .asUsual
        }
    }

    private func wait(_ pause: Duration, until stop: StopSignal?) async {
        if let sleep { return await sleep(pause) }
        if let stop { return await stop.sleep(for: pause) }
        try? await Task.sleep(for: pause)
    }
}

/// The pauses between the rounds of periodic work, and what of its failures is news.
struct RoundPauses: Hashable, Sendable {
    private let interval: Duration
    private let retries: ClosedRange<Duration>
    /// How many rounds failed since one went well.
    private var failures = 0
    /// The kinds that were told of those.
    private var told: Set<String> = []
    private static let mostTold = 16

    init(interval: Duration, retries: ClosedRange<Duration>) {
        self.interval = interval
        self.retries = retries
    }

    var isFailing: Bool { self.failures > 0 }

    /// Whether a failure is of a kind that was not told since a round went well. Numbers make no kind: the same outage says how long it waits.
    func isNew(_ failure: String) -> Bool { !self.told.contains(Self.kind(of: failure)) }

    private static func kind(of failure: String) -> String { failure.filter { !$0.isNumber } }

    /// The pause after a round that went well; nothing when it was the last.
    mutating func succeeded(_ next: Periodic.Next) -> Duration? {
        (self.failures, self.told) = (0, [])
        return switch next {
        case .asUsual: self.interval
        case .after(let pause): pause
        case .never: nil
        }
    }

    /// The pause after a round that failed.
    mutating func failed(_ failure: String) -> Duration {
        if self.told.count == Self.mostTold { self.told = [] }
        self.told.insert(Self.kind(of: failure))
        self.failures += 1
        return min(self.retries.lowerBound * Double(1 << min(self.failures - 1, 20)), self.retries.upperBound)
    }
}

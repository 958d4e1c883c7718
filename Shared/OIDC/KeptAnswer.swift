/// Keeps what a provider said of itself for an hour, and says when it may be asked again. Pure.
///
/// A token whose key is unknown is reason to ask anew, for keys change; but anybody can make up such tokens, so the provider is asked
/// at most once in half a minute.
struct KeptAnswer<Value: Sendable>: Sendable {
    /// How long an answer is used before the provider is asked again, in seconds.
    static var freshFor: Int64 { 3_600 }
    /// How many seconds after it was asked the provider may be asked again.
    static var pause: Int64 { 30 }
    /// How many seconds after it was asked it may be asked again while nothing is known, since whoever signs in waits for the answer.
    static var pauseWithout: Int64 { 2 }

    enum Step {
        case use(Value)
        /// Ask the provider and tell what came of it; nobody else is told to meanwhile.
        case ask
        /// Wait, since somebody is asking.
        case wait
        /// What is looked for is not there, and it is too early to ask again.
        case nothing
    }

    private var value: Value?
    private var saidAt: Int64 = 0
    private var askedAt: Int64?
    private var isAsking = false

    /// Says what to do for somebody who looks for something.
    ///
    /// - Parameter holds: Whether a value holds what is looked for.
    mutating func look(at now: Int64, _ holds: (Value) -> Bool = { _ in true }) -> Step {
        let found = self.value.flatMap { holds($0) ? $0 : nil }
        if let found, now - self.saidAt < Self.freshFor { return .use(found) }
        if self.isAsking { return found.map { .use($0) } ?? .wait }
        let pause = self.value == nil ? Self.pauseWithout : Self.pause
        if let askedAt, (0..<pause).contains(now - askedAt) { return found.map { .use($0) } ?? .nothing }
        self.askedAt = now
        self.isAsking = true
        return .ask
    }

    /// Notes the provider's answer.
    mutating func said(_ value: Value, at now: Int64) {
        self.value = value
        self.saidAt = now
        self.isAsking = false
    }

    /// Notes that the provider did not answer. What it said before stands until it can be asked.
    mutating func failed() { self.isAsking = false }
}

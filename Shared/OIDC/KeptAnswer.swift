/// What a provider said of itself, kept for an hour, and when it may be asked again. Pure.
///
/// A token whose key is unknown is reason to ask anew, for keys change; but anybody can make up such tokens, so the provider is asked
/// at most once in half a minute.
struct KeptAnswer<Value: Sendable>: Sendable {
    /// For how long it is not asked about what it said, in seconds.
    static var freshFor: Int64 { 3_600 }
    /// How long after it was asked it may be asked again.
    static var pause: Int64 { 30 }
    /// The same while nothing is known: whoever signs in waits for it.
    static var pauseWithout: Int64 { 2 }

    enum Step {
        case use(Value)
        /// Ask, and say what came of it: nobody else is told to.
        case ask
        /// Somebody is asking.
        case wait
        /// What is looked for is not there, and it is too early to ask again.
        case nothing
    }

    private var value: Value?
    private var saidAt: Int64 = 0
    private var askedAt: Int64?
    private var isAsking = false

    /// What to do about somebody who looks for something.
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

    /// It answered.
    mutating func said(_ value: Value, at now: Int64) {
        self.value = value
        self.saidAt = now
        self.isAsking = false
    }

    /// It did not. What it said before stands until it can be asked.
    mutating func failed() { self.isAsking = false }
}

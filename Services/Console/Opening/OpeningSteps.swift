/// Tells whoever waits which step of an opening is under way, and how long each took.
struct OpeningSteps {
    private let count: Int
    private let say: (String) -> Void
    private var number = 0

    init(_ count: Int, say: @escaping (String) -> Void = { ConsoleLog.say($0) }) {
        self.count = count
        self.say = say
    }

    /// Announces a step, does it, and tells its outcome and its duration.
    ///
    /// - Parameters:
    ///   - what: What begins.
    ///   - outcome: What it came to.
    mutating func take<Result>(_ what: String, _ body: () async throws -> Result, outcome: (Result) -> String) async throws -> Result {
        self.number += 1
        self.say("\(self.number)/\(self.count)  \(what) …")
        let began = ContinuousClock.now
        let result = try await body()
        let tenths = Int((ContinuousClock.now - began) / .milliseconds(100))
        self.say("\(self.number)/\(self.count)  \(outcome(result)) (\(tenths / 10).\(tenths % 10) s)")
        return result
    }
}

import Mortality

/// Takes a script's steps one after the other, no faster than asked.
struct Replay: Sendable {
    let script: ReplayScript
    let grounds: [ReplayGround]
    let seed: UInt64
    /// Simulated days a second; nothing for as fast as it goes.
    let speed: Double?
    let sender: BatchSender

    /// Sends everything, and says what became of it; `tell` is called after each step with its number from 1.
    func run(_ tell: (Int, ReplayStep, ReplaySummary) -> Void) async throws -> ReplaySummary {
        var book = ReplayBook(grounds: self.grounds, seed: self.seed)
        var summary = ReplaySummary()
        let start = ContinuousClock.now
        for (place, step) in self.script.steps.enumerated() {
            if let speed, let first = self.script.steps.first {
                let due = start + .seconds(Double(first.day.distance(to: step.day)) / speed)
                try await Task.sleep(until: due, clock: .continuous)
            }
            try await self.sender.send(try book.declare(step), into: &summary)
            tell(place + 1, step, summary)
        }
        return summary
    }
}

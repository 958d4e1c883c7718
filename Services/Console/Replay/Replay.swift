import Mortality

/// Sends the declarations of a script's steps one step after the other, no faster than asked.
struct Replay: Sendable {
    let script: ReplayScript
    let grounds: [ReplayGround]
    let seed: UInt64
    /// The number of simulated days per second; `nil` for as fast as possible.
    let speed: Double?
    let sender: BatchSender

    /// Sends everything and returns what became of it. It calls `tell` after each step, with the step's number from 1.
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

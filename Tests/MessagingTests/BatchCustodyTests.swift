@testable import Messaging
import Formats
import Testing

/// What a consumer decides, as traces: no broker, no time.
@Suite struct BatchCustodyTests {
    private var generator = SeededGenerator(seed: 1)

    private func custody() -> BatchCustody {
        BatchCustody(
            asking: Backoff(first: .milliseconds(100), longest: .milliseconds(400)), trying: Backoff(first: .seconds(1), longest: .seconds(4)))
    }

    /// Whether a step is a pause of its kind between half of a bound and the whole.
    private func isAsk(_ step: BatchCustody.Step, upTo bound: Duration) -> Bool {
        guard case .ask(let pause) = step else { return false }
        return pause >= bound * 0.5 && pause <= bound
    }

    private func isTry(_ step: BatchCustody.Step, upTo bound: Duration) -> Bool {
        guard case .tryAgain(let pause) = step else { return false }
        return pause >= bound * 0.5 && pause <= bound
    }

    @Test("It asks first, subscribes, and acknowledges what was handled") mutating func calm() {
        var custody = self.custody()
        #expect(custody.step(.disconnected, using: &self.generator) == .ask(after: .zero))
        #expect(self.isAsk(custody.step(.asked(isReady: false), using: &self.generator), upTo: .milliseconds(100)))
        #expect(self.isAsk(custody.step(.asked(isReady: false), using: &self.generator), upTo: .milliseconds(200)))
        #expect(custody.step(.asked(isReady: true), using: &self.generator) == .subscribe)
        #expect(custody.step(.subscribed, using: &self.generator) == .consume)
        for _ in 0..<3 { #expect(custody.step(.handled, using: &self.generator) == .acknowledge) }
        #expect(custody.step(.disconnected, using: &self.generator) == .ask(after: .zero))
        #expect(custody.step(.stopped, using: &self.generator) == .end)
        #expect(custody.step(.asked(isReady: true), using: &self.generator) == .end)
    }

    @Test("In an outage it never subscribes before the batch that is kept went through") mutating func outage() {
        var custody = self.custody()
        _ = custody.step(.asked(isReady: true), using: &self.generator)
        _ = custody.step(.subscribed, using: &self.generator)
        #expect(custody.step(.failed, using: &self.generator) == .keep)
        // The connection is closed; whatever happens now, the batch is tried, ever more rarely.
        #expect(self.isTry(custody.step(.disconnected, using: &self.generator), upTo: .seconds(1)))
        for bound in [2.0, 4, 4, 4] {
            #expect(self.isTry(custody.step(.tried(isHandled: false), using: &self.generator), upTo: .seconds(bound)))
        }
        for event in [BatchCustody.Event.asked(isReady: true), .subscribed, .handled, .failed, .disconnected] {
            guard case .tryAgain = custody.step(event, using: &self.generator) else {
                Issue.record("\(event) leads out of an outage")
                return
            }
        }
        #expect(custody.step(.tried(isHandled: true), using: &self.generator) == .ask(after: .zero))
        #expect(custody.step(.asked(isReady: true), using: &self.generator) == .subscribe)
    }

    @Test("An outage that comes and goes is met ever more rarely, until a batch of the queue was handled") mutating func flapping() {
        var custody = self.custody()
        for bound in [1.0, 2, 4, 4] {
            _ = custody.step(.asked(isReady: true), using: &self.generator)
            _ = custody.step(.subscribed, using: &self.generator)
            #expect(custody.step(.failed, using: &self.generator) == .keep)
            #expect(self.isTry(custody.step(.disconnected, using: &self.generator), upTo: .seconds(bound)))
            _ = custody.step(.tried(isHandled: true), using: &self.generator)
        }
        _ = custody.step(.asked(isReady: true), using: &self.generator)
        _ = custody.step(.subscribed, using: &self.generator)
        #expect(custody.step(.handled, using: &self.generator) == .acknowledge)
        _ = custody.step(.failed, using: &self.generator)
        #expect(self.isTry(custody.step(.disconnected, using: &self.generator), upTo: .seconds(1)))
    }

    @Test("It stops in the middle of an outage") mutating func stoppedInAnOutage() {
        var custody = self.custody()
        _ = custody.step(.subscribed, using: &self.generator)
        _ = custody.step(.failed, using: &self.generator)
        #expect(custody.step(.stopped, using: &self.generator) == .end)
        #expect(custody.step(.tried(isHandled: true), using: &self.generator) == .end)
    }

    @Test("Any events in any order: no second subscription between a failure and the success of what failed", arguments: 0..<50 as Range<UInt64>)
    mutating func anyOrder(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let events: [BatchCustody.Event] = [
            .disconnected, .asked(isReady: true), .asked(isReady: false), .subscribed, .handled, .failed, .tried(isHandled: true),
            .tried(isHandled: false),
        ]
        var custody = self.custody()
        var isKeeping = false
        for _ in 0..<200 {
            let event = events.randomElement(using: &random) ?? .handled
            let step = custody.step(event, using: &random)
            if isKeeping, event != .tried(isHandled: true) {
                guard case .tryAgain = step else {
                    Issue.record("\(event) leads out of an outage to \(step)")
                    return
                }
            }
            if step == .keep { isKeeping = true }
            if event == .tried(isHandled: true) { isKeeping = false }
        }
    }
}

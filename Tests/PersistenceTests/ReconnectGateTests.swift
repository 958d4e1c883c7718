@testable import Persistence
import Testing

@Suite struct ReconnectGateTests {
    @Test("Pauses double up to two seconds, and a success forgets them")
    func pauses() {
        var gate = ReconnectGate()
        let now = ContinuousClock.now
        #expect(gate.pause(at: now) == nil)
        var pauses: [Duration] = []
        for _ in 0..<10 {
            gate.failed(at: now, jitter: 1)
            pauses.append(gate.pause(at: now) ?? .zero)
        }
        #expect(pauses.prefix(4) == [.milliseconds(50), .milliseconds(100), .milliseconds(200), .milliseconds(400)])
        #expect(pauses.last == .seconds(2))
        #expect(gate.pause(at: now + .seconds(2)) == nil)
        gate.succeeded()
        #expect(gate.pause(at: now) == nil)
    }

    @Test("Jitter takes away at most half")
    func jitter() {
        var gate = ReconnectGate()
        let now = ContinuousClock.now
        gate.failed(at: now, jitter: 0)
        #expect(gate.pause(at: now) == .milliseconds(25))
    }
}

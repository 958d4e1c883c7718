@testable import Messaging
import Formats
import Testing

@Suite struct ConfirmLedgerTests {
    private let start = ContinuousClock.now

    /// A ledger with publishes 1…count, whose waiters are their numbers and whose ids are `m1`, `m2`, …
    private func ledger(_ count: Int) -> ConfirmLedger<Int> {
        var ledger = ConfirmLedger<Int>()
        for number in 1...count { ledger.publish(number, messageID: "m\(number)", at: self.start + .seconds(number)) }
        return ledger
    }

    /// What was settled, as text.
    private func text(_ settled: [(Int, ConfirmOutcome)]) -> [String] { settled.map { "\($0.0) \($0.1)" } }

    @Test("Confirms one by one, in order")
    func inOrder() {
        var ledger = self.ledger(3)
        #expect(self.text(ledger.settle(1, multiple: false, isAck: true)) == ["1 confirmed"])
        #expect(self.text(ledger.settle(2, multiple: false, isAck: true)) == ["2 confirmed"])
        #expect(self.text(ledger.settle(3, multiple: false, isAck: true)) == ["3 confirmed"])
        #expect(ledger.count == 0)
        #expect(ledger.oldest == nil)
    }

    @Test("Several at once, and what was settled before is not settled again")
    func multiple() {
        var ledger = self.ledger(5)
        #expect(self.text(ledger.settle(2, multiple: false, isAck: true)) == ["2 confirmed"])
        #expect(self.text(ledger.settle(4, multiple: true, isAck: true)) == ["1 confirmed", "3 confirmed", "4 confirmed"])
        #expect(self.text(ledger.settle(4, multiple: true, isAck: true)) == [])
        #expect(self.text(ledger.settle(5, multiple: false, isAck: false)) == ["5 nacked"])
        #expect(ledger.count == 0)
    }

    @Test("Tag 0 with multiple means all there are")
    func zero() {
        var ledger = self.ledger(2)
        #expect(self.text(ledger.settle(0, multiple: true, isAck: false)) == ["1 nacked", "2 nacked"])
        ledger.publish(3, messageID: "m3", at: self.start)
        #expect(self.text(ledger.settle(3, multiple: false, isAck: true)) == ["3 confirmed"])
    }

    @Test("A tag that was never given settles nothing", arguments: [UInt64(0), 3, 1_000, .max])
    func unknown(tag: UInt64) {
        var ledger = self.ledger(2)
        #expect(self.text(ledger.settle(tag, multiple: false, isAck: true)) == [])
        #expect(ledger.count == 2)
        #expect(self.text(ledger.settle(2, multiple: true, isAck: true)) == ["1 confirmed", "2 confirmed"])
    }

    @Test("A multiple beyond the last settles all there are, and the count goes on")
    func beyond() {
        var ledger = self.ledger(2)
        #expect(ledger.settle(.max, multiple: true, isAck: true).count == 2)
        ledger.publish(3, messageID: "m3", at: self.start)
        #expect(self.text(ledger.settle(3, multiple: false, isAck: true)) == ["3 confirmed"])
    }

    @Test("A return turns the acknowledgement of that message into an error, of no other")
    func returned() {
        var ledger = self.ledger(3)
        ledger.return(messageID: "m2", reason: "NO_ROUTE")
        #expect(self.text(ledger.settle(3, multiple: true, isAck: true)) == ["1 confirmed", "2 returned(\"NO_ROUTE\")", "3 confirmed"])
    }

    @Test("The same message twice at once, both returned: each has its own")
    func returnedTwice() {
        var ledger = ConfirmLedger<Int>()
        ledger.publish(1, messageID: "m", at: self.start)
        ledger.publish(2, messageID: "m", at: self.start)
        ledger.return(messageID: "m", reason: "a")
        ledger.return(messageID: "m", reason: "b")
        #expect(self.text(ledger.settle(2, multiple: true, isAck: true)) == ["1 returned(\"a\")", "2 returned(\"b\")"])
        ledger.publish(3, messageID: "m", at: self.start)
        #expect(self.text(ledger.settle(3, multiple: false, isAck: true)) == ["3 confirmed"])
    }

    @Test("Released waiters are told once; the tags still count")
    func release() {
        var ledger = self.ledger(2)
        #expect(ledger.release() == [1, 2])
        #expect(ledger.release() == [])
        #expect(ledger.oldest == nil)
        ledger.publish(3, messageID: "m3", at: self.start)
        #expect(self.text(ledger.settle(2, multiple: true, isAck: true)) == [])
        #expect(self.text(ledger.settle(3, multiple: false, isAck: true)) == ["3 confirmed"])
    }

    @Test("The oldest is the oldest that somebody waits for")
    func oldest() {
        var ledger = self.ledger(3)
        #expect(ledger.oldest == self.start + .seconds(1))
        _ = ledger.settle(2, multiple: false, isAck: true)
        #expect(ledger.oldest == self.start + .seconds(1))
        _ = ledger.settle(1, multiple: false, isAck: true)
        #expect(ledger.oldest == self.start + .seconds(3))
    }

    @Test("Any order of answers settles each publish exactly once", arguments: 0..<50)
    func property(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var ledger = ConfirmLedger<Int>()
        var outstanding: Set<Int> = []
        var published = 0
        for _ in 0..<400 {
            if Int.random(in: 0..<3, using: &generator) > 0 {
                published += 1
                ledger.publish(published, messageID: "m\(published)", at: self.start)
                outstanding.insert(published)
            } else {
                let tag = Int.random(in: 1...(published + 2), using: &generator)
                let isMultiple = Bool.random(using: &generator)
                let expected = outstanding.filter { isMultiple ? $0 <= tag : $0 == tag }
                let settled = ledger.settle(UInt64(tag), multiple: isMultiple, isAck: true).map(\.0)
                #expect(settled == expected.sorted())
                outstanding.subtract(expected)
                // A multiple beyond the end must not swallow tags that are still to be given.
                #expect(ledger.count == outstanding.count)
            }
        }
    }

    @Test("A confirm costs what it settles, however many are in flight")
    func cost() {
        let clock = ContinuousClock()
        func measure(_ inFlight: Int) -> Duration {
            var ledger = ConfirmLedger<Int>()
            for number in 0..<inFlight { ledger.publish(number, messageID: "", at: self.start) }
            return clock.measure {
                for tag in 1...20_000 {
                    _ = ledger.settle(UInt64(tag), multiple: tag % 2 == 0, isAck: true)
                    ledger.publish(tag, messageID: "", at: self.start)
                }
            }
        }
        let few = measure(200), many = measure(40_000)
        #expect(many < few * 20 + .milliseconds(200), "\(few) with 200 in flight, \(many) with 40,000")
    }
}

@testable import Messaging
import Testing

@Suite struct CallLedgerTests {
    private let start = ContinuousClock.now

    @Test("A reply finds its caller, once; a late or foreign one finds nobody")
    func replies() {
        var ledger = CallLedger<Int>()
        let first = ledger.register(1, deadline: self.start + .seconds(1))
        let second = ledger.register(2, deadline: self.start + .seconds(1))
        #expect(first != second)
        #expect(ledger.take(second) == 2)
        #expect(ledger.take(second) == nil)
        #expect(ledger.take("") == nil)
        #expect(ledger.take(first) == 1)
        #expect(ledger.count == 0)
    }

    @Test("A correlation id is never given twice, even after its caller left")
    func identities() {
        var ledger = CallLedger<Int>()
        var seen: Set<String> = []
        for number in 0..<1_000 {
            let id = ledger.register(number, deadline: self.start)
            #expect(seen.insert(id).inserted)
            if number % 2 == 0 { _ = ledger.take(id) }
        }
        #expect(ledger.count == 500)
    }

    @Test("Those whose deadline has passed are told, and only they")
    func deadlines() {
        var ledger = CallLedger<Int>()
        _ = ledger.register(1, deadline: self.start + .seconds(1))
        let second = ledger.register(2, deadline: self.start + .seconds(3))
        #expect(ledger.expire(at: self.start) == [])
        #expect(ledger.expire(at: self.start + .seconds(1)) == [1])
        #expect(ledger.expire(at: self.start + .seconds(2)) == [])
        #expect(ledger.take(second) == 2)
    }

    @Test("When the connection ends, all are told, and nobody twice")
    func abandoned() {
        var ledger = CallLedger<Int>()
        for number in 0..<10 { _ = ledger.register(number, deadline: self.start) }
        #expect(Set(ledger.abandon()) == Set(0..<10))
        #expect(ledger.abandon() == [])
        #expect(ledger.expire(at: self.start + .seconds(100)) == [])
    }
}

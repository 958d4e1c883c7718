@testable import Persistence
import Formats
import Testing

@Suite struct PoolLedgerTests {
    private func description(_ answer: PoolLedger<Int, String>.Answer) -> String {
        switch answer {
        case .granted(.use(let connection)): "use \(connection)"
        case .granted(.open): "open"
        case .mustWait: "wait"
        case .tooManyWaiters: "refused"
        case .closed: "closed"
        }
    }

    @Test("Connections are opened up to the size, then shared in the order of arrival")
    func sharing() {
        var ledger = PoolLedger<Int, String>(size: 2, maximumWaiters: 2)
        #expect(self.description(ledger.take()) == "open")
        #expect(self.description(ledger.take()) == "open")
        #expect(self.description(ledger.take()) == "wait")
        ledger.enqueue("first", as: ledger.nextWaiter())
        #expect(self.description(ledger.take()) == "wait")
        ledger.enqueue("second", as: ledger.nextWaiter())
        #expect(self.description(ledger.take()) == "refused")
        #expect(ledger.giveBack(1).waiter == "first")
        #expect(ledger.lost() == "second")
        #expect(ledger.giveBack(1).waiter == nil)
        #expect(ledger.idleCount == 1 && ledger.takenCount == 1)
        #expect(self.description(ledger.take()) == "use 1")
    }

    @Test("Who gave up is not served")
    func abandon() {
        var ledger = PoolLedger<Int, String>(size: 1, maximumWaiters: 5)
        _ = ledger.take()
        let early = ledger.nextWaiter(), late = ledger.nextWaiter()
        ledger.enqueue("early", as: early)
        ledger.enqueue("late", as: late)
        #expect(ledger.abandon(early) == "early")
        #expect(ledger.abandon(early) == nil)
        #expect(ledger.giveBack(1).waiter == "late")
        #expect(ledger.abandon(late) == nil)
    }

    @Test("A closed pool keeps nothing and gives nothing")
    func close() {
        var ledger = PoolLedger<Int, String>(size: 2, maximumWaiters: 5)
        _ = ledger.take()
        _ = ledger.take()
        _ = ledger.giveBack(1)
        ledger.enqueue("waiter", as: ledger.nextWaiter())
        let (idle, waiters) = ledger.close()
        #expect(idle == [1] && waiters == ["waiter"])
        #expect(self.description(ledger.take()) == "closed")
        #expect(ledger.giveBack(2).isKept == false)
        #expect(ledger.takenCount == 0)
    }

    @Test("Whatever happens, no more connections are out than the size allows")
    func random() {
        var source = SeededGenerator(seed: 3)
        var ledger = PoolLedger<Int, Int>(size: 3, maximumWaiters: 4)
        var out = 0, next = 0
        for _ in 0..<20_000 {
            switch Int.random(in: 0..<4, using: &source) {
            case 0, 1:
                switch ledger.take() {
                case .granted: out += 1
                case .mustWait:
                    next += 1
                    ledger.enqueue(next, as: ledger.nextWaiter())
                case .tooManyWaiters: #expect(ledger.waiterCount == 4)
                case .closed: #expect(Bool(false))
                }
            case 2 where out > 0: if ledger.giveBack(next).waiter == nil { out -= 1 }
            case 3 where out > 0: if ledger.lost() == nil { out -= 1 }
            default: break
            }
            #expect(ledger.takenCount == out && out + ledger.idleCount <= 3)
            #expect(ledger.waiterCount == 0 || out == 3)
        }
    }
}

@testable import Accounts
import Formats
import Testing

@Suite("Debts that shrink with time")
struct DecayingDebtsTests {
    private static let second: Int64 = 1_000_000

    @Test("A unit is paid off in its time, and no debt passes the ceiling")
    func decay() {
        var debts = DecayingDebts<String>(capacity: 10, interval: .seconds(60), ceiling: 5)
        for _ in 0..<3 { debts.charge("a", at: 0) }
        #expect(debts.debt(of: "a", at: 0) == 3 && debts.debt(of: "b", at: 0) == 0)
        #expect([59, 60, 61, 120, 179, 180, 500].map { debts.debt(of: "a", at: $0 * Self.second) } == [3, 2, 2, 1, 1, 0, 0])
        for _ in 0..<100 { debts.charge("a", at: 0) }
        #expect(debts.debt(of: "a", at: 0) == 5)
        #expect(debts.time(until: 2, for: "a", at: 0) == 180 * Self.second && debts.time(until: 5, for: "a", at: 0) == 0)
    }

    @Test("Forgiving takes one off; nothing that is paid is kept")
    func forgiven() {
        var debts = DecayingDebts<String>(capacity: 10, interval: .seconds(60), ceiling: 5)
        debts.charge("a", at: 0)
        debts.charge("a", at: 0)
        debts.forgive("a", at: 0)
        #expect(debts.debt(of: "a", at: 0) == 1)
        debts.forgive("a", at: 0)
        debts.forgive("nobody", at: 0)
        #expect(debts.count == 0)
    }

    @Test("When there is no room, those who owe least go, and who owes much is remembered")
    func bounded() {
        var debts = DecayingDebts<Int>(capacity: 100, interval: .seconds(60), ceiling: 10)
        for _ in 0..<8 { debts.charge(-1, at: 0) }
        for name in 0..<10_000 {
            debts.charge(name, at: Int64(name))
            #expect(debts.count <= 100)
        }
        #expect(debts.debt(of: -1, at: 10_000) == 8)
    }

    @Test("Even when all owe alike it holds no more than it may")
    func alike() {
        var debts = DecayingDebts<Int>(capacity: 8, interval: .seconds(60), ceiling: 10)
        for name in 0..<1_000 {
            debts.charge(name, at: 0)
            #expect(debts.count <= 8)
        }
    }

    @Test("Clocks that jump trap nothing, and nobody owes more than the ceiling")
    func jumps() {
        var debts = DecayingDebts<Int>(capacity: 8, interval: .seconds(60), ceiling: 3)
        var random = SeededGenerator(seed: 2)
        for _ in 0..<2_000 {
            let now = [Int64.min, .max, 0, -1, Int64.random(in: .min ... .max, using: &random)].randomElement(using: &random) ?? 0
            let name = Int.random(in: 0..<20, using: &random)
            if Bool.random(using: &random) { debts.charge(name, at: now) } else { debts.forgive(name, at: now) }
            #expect((0...3).contains(debts.debt(of: name, at: now)) && debts.count <= 8)
        }
    }
}

@testable import Persistence
import Testing

@Suite struct StatementCacheTests {
    private func key(_ sql: String, _ types: [UInt32] = []) -> StatementCache.Key { .init(sql: sql, types: types) }

    @Test("A statement is prepared once, and again for other types")
    func reuse() {
        var cache = StatementCache(capacity: 8)
        #expect(cache.step(for: self.key("a")) == .prepare("vigie_1", dropping: nil))
        // Preparing failed: nothing is remembered.
        #expect(cache.step(for: self.key("a")) == .prepare("vigie_2", dropping: nil))
        cache.prepared(self.key("a"), as: "vigie_2")
        #expect(cache.step(for: self.key("a")) == .use("vigie_2"))
        #expect(cache.step(for: self.key("a", [23])) == .prepare("vigie_4", dropping: nil))
    }

    @Test("The statement used least recently makes room")
    func eviction() {
        var cache = StatementCache(capacity: 2)
        for sql in ["a", "b"] {
            guard case .prepare(let name, nil) = cache.step(for: self.key(sql)) else { return #expect(Bool(false)) }
            cache.prepared(self.key(sql), as: name)
        }
        #expect(cache.step(for: self.key("a")) == .use("vigie_1"))
        #expect(cache.step(for: self.key("c")) == .prepare("vigie_4", dropping: "vigie_2"))
        cache.prepared(self.key("c"), as: "vigie_4")
        #expect(cache.step(for: self.key("a")) == .use("vigie_1"))
        #expect(cache.count == 2)
    }
}

import Testing

@testable import Threading

struct BoundedCacheTests {
    @Test func theOldestMakesRoom() {
        var cache = BoundedCache<Int, String>(limit: 10)
        cache.keep("a", as: 1, weight: 4)
        cache.keep("b", as: 2, weight: 4)
        #expect(cache.value(of: 1) == "a")
        cache.keep("c", as: 3, weight: 4)
        #expect(cache.value(of: 2) == nil)
        #expect(cache.value(of: 1) == "a" && cache.value(of: 3) == "c")
        #expect(cache.weight == 8)
    }

    @Test func whatIsTooHeavyIsNotKept() {
        var cache = BoundedCache<Int, String>(limit: 10)
        cache.keep("a", as: 1, weight: 4)
        cache.keep("b", as: 2, weight: 11)
        #expect(cache.value(of: 2) == nil)
        #expect(cache.value(of: 1) == "a")
    }

    @Test func aKeyHasOneValue() {
        var cache = BoundedCache<Int, String>(limit: 10)
        cache.keep("a", as: 1, weight: 4)
        cache.keep("b", as: 1, weight: 6)
        #expect(cache.value(of: 1) == "b")
        #expect(cache.count == 1 && cache.weight == 6)
    }

    @Test func theLimitHoldsWhateverComes() {
        var cache = BoundedCache<Int, Int>(limit: 100)
        for step in 0..<2_000 {
            cache.keep(step, as: step * 31 % 50, weight: step * 7_919 % 121)
            #expect(cache.weight <= 100)
        }
    }
}

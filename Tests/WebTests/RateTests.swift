import Accounts
import Formats
import Mortality
import Runtime
import TestBench
import Testing

@testable import Web

@Suite("How much a key may send")
struct RateTests {
    @Test("Ten seconds' worth may come at once, then as much as the rate")
    func bucket() {
        let size = TokenBucket.Size(perSecond: 2)
        var bucket = TokenBucket(size: size, at: 0)
        for _ in 0..<20 { #expect(bucket.take(1, size: size, at: 0) == nil) }
        #expect(bucket.take(1, size: size, at: 0) == 1)
        #expect(bucket.take(6, size: size, at: 0) == 3)
        #expect(bucket.take(1, size: size, at: 499_999) == 1)
        #expect(bucket.take(1, size: size, at: 500_000) == nil)
        #expect(bucket.take(1, size: size, at: 500_000) == 1)
        // It never holds more than its brim.
        #expect(bucket.take(20, size: size, at: 3_600_000_000) == nil)
        #expect(bucket.take(1, size: size, at: 3_600_000_000) == 1)
    }

    @Test("What was not needed is given back, up to the brim")
    func giving() {
        let size = TokenBucket.Size(perSecond: 2)
        var bucket = TokenBucket(size: size, at: 0)
        #expect(bucket.take(20, size: size, at: 0) == nil)
        bucket.give(5, size: size)
        #expect(bucket.take(5, size: size, at: 0) == nil)
        #expect(bucket.take(1, size: size, at: 0) == 1)
        bucket.give(1_000, size: size)
        bucket.give(-7, size: size)
        #expect(bucket.take(20, size: size, at: 0) == nil)
        #expect(bucket.take(1, size: size, at: 0) == 1)
    }

    @Test("A request larger than the bucket takes all of it; a clock that goes back fills nothing")
    func extremes() {
        let size = TokenBucket.Size(perSecond: 1)
        var bucket = TokenBucket(size: size, at: 1_000_000)
        #expect(bucket.take(5_000, size: size, at: 1_000_000) == nil)
        #expect(bucket.take(1, size: size, at: 0) == 1)
        #expect(bucket.take(1, size: size, at: Instant(microseconds: .max)) == nil)
        #expect(TokenBucket.Size(perSecond: 0).perSecond == 1)
        #expect(TokenBucket.Size(perSecond: .max).brim == .max)
    }

    @Test("Over any time, no more is let through than rate and brim allow")
    func bound() {
        var random = SeededGenerator(seed: 31)
        let size = TokenBucket.Size(perSecond: 50)
        var bucket = TokenBucket(size: size, at: 0)
        var now: Int64 = 0
        var taken = 0
        for _ in 0..<20_000 {
            now += .random(in: 0...20_000, using: &random)
            if bucket.take(1, size: size, at: Instant(microseconds: now)) == nil { taken += 1 }
            #expect(Double(taken) <= 500 + Double(now) * 50 / 1_000_000 + 1)
        }
        #expect(taken > 1_000)
    }

    @Test("Keys do not weigh on each other, and memory is bounded")
    func limiter() {
        let limiter = RateLimiter(capacity: 100)
        let size = TokenBucket.Size(perSecond: 1)
        for _ in 0..<10 { #expect(limiter.take(key: "a", size: size, at: 0) == nil) }
        #expect(limiter.take(key: "a", size: size, at: 0) != nil)
        #expect(limiter.take(key: "b", size: size, at: 0) == nil)
        for number in 0..<10_000 {
            _ = limiter.take(key: "key \(number)", size: size, at: Instant(microseconds: Int64(number)))
            #expect(limiter.count <= 100)
        }
    }

    @Test("A commune's key may send less than a department's, and that less than one for all")
    func usualRates() throws {
        let commune = UsualRate.perSecond(of: .commune(try CommuneCode("56260")))
        let department = UsualRate.perSecond(of: .department(try DepartmentCode("56")))
        #expect(commune < department)
        #expect(department < UsualRate.perSecond(of: .all))
    }
}

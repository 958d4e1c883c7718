import Formats
import Messaging
import Testing

@Suite struct BackoffTests {
    @Test("Each pause lies between half its bound and the bound, which doubles up to the longest", arguments: 0..<20)
    func bounds(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var backoff = Backoff(first: .milliseconds(100), longest: .seconds(1))
        for bound in [100, 200, 400, 800, 1_000, 1_000, 1_000] {
            let pause = backoff.pause(using: &generator)
            #expect(pause >= .milliseconds(bound) * 0.499)
            #expect(pause <= .milliseconds(bound))
        }
        backoff.reset()
        #expect(backoff.pause(using: &generator) <= .milliseconds(100))
    }

    @Test("Many clients do not come at the same moment")
    func spread() {
        let pauses = (0..<1_000 as Range<UInt64>).map { seed -> Duration in
            var generator = SeededGenerator(seed: seed)
            var backoff = Backoff(first: .seconds(1), longest: .seconds(1))
            return backoff.pause(using: &generator)
        }
        for tenth in 0..<10 {
            let range = (.milliseconds(500 + 50 * tenth))..<(.milliseconds(550 + 50 * tenth)) as Range<Duration>
            #expect(pauses.count { range.contains($0) } > 50)
        }
    }
}

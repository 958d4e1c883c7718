import Testing

@testable import OIDC

/// When a provider is asked about itself, step by step.
@Suite("A provider is asked seldom")
struct KeptAnswerTests {
    private typealias Kept = KeptAnswer<[String]>

    private func word(_ step: Kept.Step) -> String {
        switch step {
        case .use(let value): "use \(value.joined(separator: "+"))"
        case .ask: "ask"
        case .wait: "wait"
        case .nothing: "nothing"
        }
    }

    @Test("The first asks, others wait, then all use what was said for an hour")
    func first() {
        var kept = Kept()
        #expect(self.word(kept.look(at: 100)) == "ask")
        #expect(self.word(kept.look(at: 101)) == "wait")
        kept.said(["a"], at: 101)
        #expect(self.word(kept.look(at: 101)) == "use a")
        #expect(self.word(kept.look(at: 101 + Kept.freshFor - 1)) == "use a")
        #expect(self.word(kept.look(at: 101 + Kept.freshFor)) == "ask")
        // Meanwhile the old answer serves.
        #expect(self.word(kept.look(at: 101 + Kept.freshFor)) == "use a")
    }

    @Test("What is not there is asked for once in half a minute, however often somebody looks")
    func unknown() {
        var kept = Kept()
        _ = kept.look(at: 0)
        kept.said(["a"], at: 0)
        var asked = 0
        for now in Int64(0)..<91 {
            if case .ask = kept.look(at: now, { $0.contains("forged") }) {
                asked += 1
                kept.said(["a"], at: now)
            }
            #expect(self.word(kept.look(at: now, { $0.contains("a") })) == "use a")
        }
        #expect(asked == 3)
    }

    @Test("A key that is new is found at the next asking")
    func rotated() {
        var kept = Kept()
        _ = kept.look(at: 0)
        kept.said(["a"], at: 0)
        #expect(self.word(kept.look(at: 10, { $0.contains("b") })) == "nothing")
        #expect(self.word(kept.look(at: 40, { $0.contains("b") })) == "ask")
        #expect(self.word(kept.look(at: 40, { $0.contains("b") })) == "wait")
        kept.said(["a", "b"], at: 41)
        #expect(self.word(kept.look(at: 41, { $0.contains("b") })) == "use a+b")
    }

    @Test("A failure leaves what was said, and is not repeated at once")
    func failure() {
        var kept = Kept()
        #expect(self.word(kept.look(at: 0)) == "ask")
        kept.failed()
        #expect(self.word(kept.look(at: 1)) == "nothing" && self.word(kept.look(at: 2)) == "ask")
        kept.said(["a"], at: 2)
        let late = 2 + Kept.freshFor
        #expect(self.word(kept.look(at: late)) == "ask")
        kept.failed()
        #expect(self.word(kept.look(at: late + 1)) == "use a")
        #expect(self.word(kept.look(at: late + Kept.pause)) == "ask")
    }
}

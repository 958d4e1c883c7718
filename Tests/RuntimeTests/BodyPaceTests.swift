import Testing

@testable import Runtime

@Suite struct BodyPaceTests {
    private let pace = BodyPace(patience: .seconds(30), bytesPerSecond: 1_000)

    /// How many seconds a body lasts that comes with so many bytes a second, and stops after so many seconds.
    private func seconds(of bytesPerSecond: Int, for sending: Int = .max, atMost limit: Int = 10_000) -> Int {
        var pace = self.pace
        for second in 0..<limit {
            pace.waited(.seconds(1))
            if pace.isOver { return second + 1 }
            if second < sending { pace.came(bytesPerSecond) }
        }
        return limit
    }

    @Test func whatKeepsUpMayTakeAsLongAsItLikes() {
        #expect(self.seconds(of: 1_000) == 10_000)
        #expect(self.seconds(of: 2_500) == 10_000)
        #expect(self.seconds(of: .max) == 10_000)
    }

    @Test func whatStandsStillIsOver() {
        #expect(self.seconds(of: 0) == 30)
        // However much came before.
        #expect(self.seconds(of: 1 << 20, for: 100) == 130)
    }

    @Test func whatTricklesIsOver() {
        #expect(self.seconds(of: 1) == 31)
        #expect(self.seconds(of: 500) == 59)
        #expect(self.seconds(of: 900) < 320)
    }

    @Test func aPauseIsForgivenOnceItGoesOn() {
        var pace = self.pace
        for _ in 0..<100 {
            pace.waited(.seconds(29))
            #expect(!pace.isOver)
            pace.came(30_000)
        }
    }
}

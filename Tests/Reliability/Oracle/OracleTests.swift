import Testing

@Suite("The oracle sees what goes wrong")
struct OracleTests {
    private let first = SentDeclaration(
        id: "a", revision: 1, commune: "00001", occurredOn: "2026-01-01", place: "home", cause: "other", deaths: 2)

    private func attempt(_ declaration: SentDeclaration, _ outcome: Attempt.Outcome = .ok, status: Int = 202) -> Attempt {
        Attempt(declaration: declaration, outcome: outcome, status: status, at: 0, took: 0)
    }

    private func entry(_ declaration: SentDeclaration, _ state: LedgerEntry.State = .counted) -> LedgerEntry {
        LedgerEntry(
            key: declaration.key, commune: declaration.commune, day: declaration.occurredOn, deaths: declaration.deaths,
            state: state)
    }

    private func revised(_ revision: Int, withdrawn: Bool = false) -> SentDeclaration {
        var declaration = first
        declaration.revision = revision
        declaration.deaths = 5
        if withdrawn { declaration.withdrawn = true }
        return declaration
    }

    @Test func soundRunIsSound() {
        let verdict = Oracle.judge([attempt(first), attempt(first)], [entry(first)])
        #expect(verdict == Verdict())
        #expect(verdict.isSound)
    }

    @Test func acknowledgedAndAbsentIsLost() {
        #expect(Oracle.judge([attempt(first)], []).lost == [first.key])
    }

    @Test func timedOutAndPresentIsRecoveredButUnsettled() {
        let verdict = Oracle.judge([attempt(first, .info, status: 0)], [entry(first)])
        #expect(verdict.recovered == 1)
        #expect(verdict.unsettled == [first.key])
        #expect(verdict.lost.isEmpty)
    }

    @Test func timedOutThenAcknowledgedIsSettled() {
        #expect(Oracle.judge([attempt(first, .info, status: 503), attempt(first)], [entry(first)]).isSound)
    }

    @Test func twoRowsOfOneRevisionAreADuplicate() {
        #expect(Oracle.judge([attempt(first)], [entry(first), entry(first)]).duplicated == [first.key])
    }

    @Test func rowNobodySentIsUnexpected() {
        #expect(Oracle.judge([], [entry(first)]).unexpected == [first.key])
    }

    @Test func lowerRevisionMustBeSuperseded() {
        let attempts = [attempt(revised(2)), attempt(first)]
        #expect(Oracle.judge(attempts, [entry(revised(2)), entry(first, .superseded)]).isSound)
        #expect(Oracle.judge(attempts, [entry(revised(2)), entry(first)]).distorted == [first.key])
    }

    @Test func withdrawalMustBeAWithdrawal() {
        let withdrawal = revised(2, withdrawn: true)
        let attempts = [attempt(first), attempt(withdrawal)]
        #expect(Oracle.judge(attempts, [entry(first, .superseded), entry(withdrawal, .withdrawn)]).isSound)
        #expect(Oracle.judge(attempts, [entry(first, .superseded), entry(withdrawal)]).distorted == [withdrawal.key])
    }

    @Test func otherNumberIsDistorted() {
        var wrong = entry(first)
        wrong.deaths = 3
        #expect(Oracle.judge([attempt(first)], [wrong]).distorted == [first.key])
    }

    @Test func refusalOfAGoodDeclarationIsDistorted() {
        #expect(Oracle.judge([attempt(first)], [entry(first, .refused)]).distorted == [first.key])
    }

    @Test func oddAnswersAreCounted() {
        #expect(Oracle.judge([attempt(first, .fail, status: 500), attempt(first)], [entry(first)]).oddAnswers == [500: 1])
        #expect(Oracle.judge([attempt(first, .fail, status: 429), attempt(first)], [entry(first)]).isSound)
    }

    @Test func expectedDeathsFollowTheHighestAcknowledgedRevision() {
        #expect(Oracle.expectedDeaths([attempt(revised(3)), attempt(first)]) == 5)
        #expect(Oracle.expectedDeaths([attempt(first), attempt(revised(2, withdrawn: true))]) == 0)
        #expect(Oracle.expectedDeaths([attempt(first), attempt(revised(2), .info, status: 0)]) == 2)
    }

    @Test func sameSeedTellsTheSameStories() {
        var one = StoryTeller(communes: ["00001", "00002"], days: ["2026-01-01"], seed: 7)
        var other = StoryTeller(communes: ["00001", "00002"], days: ["2026-01-01"], seed: 7)
        let stories = one.tell(500)
        func withoutIDs(_ stories: [Story]) -> [[SentDeclaration]] {
            stories.map { story in
                story.sends.map { declaration in
                    var declaration = declaration
                    declaration.id = ""
                    return declaration
                }
            }
        }
        #expect(withoutIDs(stories) == withoutIDs(other.tell(500)))
        #expect(Set(stories.map { $0.sends[0].id }).count == 500)
        #expect(stories.allSatisfy { story in Set(story.sends.map(\.commune)).count == 1 })
        #expect(stories.contains { $0.sends.map(\.revision) == [5, 1, 3, 2, 4] })
        #expect(stories.contains { $0.last?.withdrawn == true })
    }
}

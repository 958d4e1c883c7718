import Contracts
import Mortality
import Runtime
import Testing
import Web

@testable import Accounts
@testable import Portal

@Suite("Who is reminded, out of the live figures", .timeLimit(.minutes(3)))
struct ReminderRoundsTests {
    /// What is known when something was declared for Vannes on some of the last days, each the day after.
    private func figures(_ daysAgo: [Int], _ clock: ZoneClock) throws -> StandingFigures {
        let (vannes, today) = (try CommuneCode("56260"), clock.today(in: "Europe/Paris"))
        let reports = daysAgo.map { ago in
            CommuneReport(
                commune: vannes, day: today.advanced(by: -ago), declarations: 1, lastReceivedAt: clock.instant - .seconds(ago * 86_400),
                version: 1)
        }
        return StandingFigures(counts: try Given.counts([], reports: reports))
    }

    private func rounds(_ bench: PeopleBench, _ figures: StandingFigures) throws -> ReminderRounds {
        let snapshot = ReferenceSnapshot(version: 1, departments: [try Given.entry()], keys: KeyRing([]))
        return ReminderRounds(
            people: bench.people, houseMail: try #require(bench.people.houseMail), figures: figures, reference: { snapshot }, logger: PeopleBench.quiet)
    }

    @Test("What is said of a day, or on it, counts; of a department that is not judged nothing is known")
    func facts() async throws {
        try await withPeople(mailRoot: "https://vigie.example") { bench async throws in
            let account = try await bench.person("marie", grants: [try PeopleBench.grant("clerk@commune:56260")], email: "marie@vannes.example")
            let vannes = try CommuneCode("56260")
            let entry = try #require(try Given.entry().communes.first { $0.code == vannes })
            let reminder = Reminder(commune: vannes, account: account.id, email: account.email, hour: 16, weekdays: .usual, lastOn: nil)
            let clock = bench.people.clock
            let silent = try self.rounds(bench, try self.figures([], clock)).facts(of: reminder, entry)
            #expect(silent.lastSaidOn == nil && silent.expectedDeaths == nil && silent.level == nil && silent.chosenHour == 16)
            #expect(silent.department.text == "56" && silent.isOpenWeekday == (silent.today.weekday <= 5))
            let said = try self.rounds(bench, try self.figures([3, 5], clock)).facts(of: reminder, entry)
            #expect(said.lastSaidOn == said.today.advanced(by: -3))
        }
    }

    @Test("A round keeps a mail for whom the rule says so, once, whichever instance asks")
    func round() async throws {
        try await withPeople(mailRoot: "https://vigie.example") { bench async throws in
            let account = try await bench.person("marie", grants: [try PeopleBench.grant("clerk@commune:56260")], email: "marie@vannes.example")
            let (vannes, clock) = (try CommuneCode("56260"), bench.people.clock)
            let houseMail = try #require(bench.people.houseMail)
            let hour = clock.time(of: clock.instant, in: "Europe/Paris").hour
            try await houseMail.reminders.set(vannes, at: hour, on: try #require(OpenWeekdays(1...7)), of: account.id, by: PeopleBench.author)
            // Nobody is reminded who has said something today.
            #expect(try await self.rounds(bench, try self.figures([0], clock)).round() == 0)
            let rounds = try self.rounds(bench, try self.figures([], clock))
            // On a public holiday the town hall is closed.
            let isClosed = PublicHolidays.contain(clock.today(in: "Europe/Paris"), in: vannes.department)
            #expect(try await rounds.round() == (isClosed ? 0 : 1))
            #expect(try await rounds.round() == 0)
            #expect(try await houseMail.mails.waiting() == (isClosed ? 0 : 1))
        }
    }
}

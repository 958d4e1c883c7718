import Accounts
import Contracts
import LiveCopies
import Logging
import Mortality
import Runtime
import Web

/// Checks every two minutes which communes must be reminded, and stores the mails. Whichever instance checks, a commune is reminded of a day
/// once.
struct ReminderRounds: Sendable {
    private static let page = 1_000

    let people: People
    let houseMail: HouseMail
    let figures: any Figures
    let reference: @Sendable () -> ReferenceSnapshot?
    let logger: Logger

    /// Does one round after the other until cancelled.
    func run() async {
        await Periodic(every: .seconds(120), failure: "whom to remind could not be looked up", logger: self.logger).run {
            let count = try await self.round()
            if count > 0 { self.logger.info("communes were reminded", metadata: ["count": "\(count)"]) }
        }
    }

    /// Stores the mails that are due and returns how many communes they remind.
    func round() async throws -> Int {
        // Who has said something is not known before the counts are: nobody is reminded of what they did.
        guard self.figures.absence == nil, let reference = self.reference() else { return 0 }
        var (count, after, goesOn) = (0, CommuneCode?.none, true)
        while goesOn, !Task.isCancelled {
            let reminders = try await self.houseMail.reminders.reminders(after: after, limit: Self.page)
            for reminder in reminders {
                if try await self.remind(reminder, reference) { count += 1 }
            }
            after = reminders.last?.commune
            goesOn = reminders.count == Self.page
        }
        return count
    }

    private func remind(_ reminder: Reminder, _ reference: ReferenceSnapshot) async throws -> Bool {
        guard let commune = reference.commune(reminder.commune) else { return false }
        let facts = self.facts(of: reminder, commune)
        guard commune.isOpen(on: facts.today), ReminderPlan(facts) == .remind,
            let draft = self.houseMail.reminder(reminder, of: facts.today, commune: commune.name)
        else { return false }
        // It is of this day alone.
        return try await self.houseMail.reminders.remind(reminder, of: facts.today, by: draft, worth: .seconds((24 - facts.hour) * 3_600))
    }

    /// Returns the facts about a commune that the rule of reminders needs.
    func facts(of reminder: Reminder, _ commune: CommuneEntry) -> ReminderFacts {
        let clock = self.people.clock
        let today = clock.today(in: commune.zone)
        let department = commune.code.department
        let (said, received, expected, level): (CivilDay?, Instant?, Double?, Level?) = self.figures.read { counts, assessments in
            // Beyond a week it does not matter when.
            let said = (0..<8).map { today.advanced(by: -$0) }.first { day in
                let communes = counts.communes(of: department, on: day)
                return ([commune.code] + commune.code.arrondissements).contains { communes[$0]?.isReported ?? false }
            }
            let received = ([commune.code] + commune.code.arrondissements).compactMap { counts.lastReceivedAt(from: $0) }.max()
            let lately = (0..<3).map { today.advanced(by: -$0) }
            let expected = lately.lazy.compactMap { assessments.expected(of: commune.code, on: $0) }.first
            let level = lately.lazy.compactMap { assessments.assessment(of: department, on: $0, for: .outside)?.level }.first
            return (said, received, expected, level)
        }
        let receivedOn = received.map { clock.day(of: $0, in: commune.zone) }
        return ReminderFacts(
            today: today, hour: clock.time(of: clock.instant, in: commune.zone).hour, department: department, chosenHour: reminder.hour,
            isOpenWeekday: reminder.weekdays.contains(today.weekday), lastRemindedOn: reminder.lastOn,
            lastSaidOn: [said, receivedOn].compactMap { $0 }.max(), expectedDeaths: expected.map { $0 * 30 / 7 }, level: level)
    }
}

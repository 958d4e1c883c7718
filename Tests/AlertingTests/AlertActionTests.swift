import Contracts
import Mortality
import TestBench
import Testing

@testable import Alerting

/// The tests of people's actions on alerts, as traces without a database.
@Suite struct AlertActionTests {
    private static let bytes = [UInt8](repeating: 7, count: 16)

    private func record(_ level: Level, kind: AlertKind = .excess) throws -> AlertRecord {
        let day = try CivilDay(iso: "2026-03-02")
        let episode = try #require(Episode([JudgedDay(day: day, level: level)]))
        let life = AlertLife(department: try DepartmentCode("56"), kind: kind, previous: nil)
        return try #require(life.next(episode: episode, day: day, explanation: "", id: try AlertID(bytes: Self.bytes), now: 1)).record
    }

    private func action(
        _ kind: Vigie_V1_AlertEventKind, by: String = "Mme Le Goff", comment: String = "vu avec l’ARS", level: Level? = nil
    ) throws -> RequestedAction {
        var message = Vigie_V1_AlertActionRequest()
        message.id = .init([UInt8](repeating: 9, count: 16))
        message.alert = .init(Self.bytes)
        message.action = kind
        message.by = by
        message.comment = comment
        if let level { message.level = level.message }
        return try RequestedAction(message)
    }

    /// Returns the alert as the next day finds it.
    private func next(_ record: AlertRecord, _ levels: [Level]) throws -> AlertStep? {
        let first = try CivilDay(iso: "2026-03-02")
        let days = levels.enumerated().map { JudgedDay(day: first.advanced(by: $0.offset), level: $0.element) }
        return AlertLife(department: record.alert.department, kind: record.alert.kind, previous: record).next(
            episode: Episode(days), day: try #require(days.last).day, explanation: "", id: try AlertID(bytes: Array(repeating: 8, count: 16)), now: 100)
    }

    @Test func itIsTakenOnOnceAndCommentedOnAtWill() throws {
        let taken = try AlertLife.next(try self.record(.orange), try self.action(.acknowledged, comment: ""), now: 5)
        #expect(taken.record.alert.status == .acknowledged)
        #expect(taken.record.alert.acknowledged == .init(by: "Mme Le Goff", at: 5))
        #expect(taken.occurrences.map(\.kind) == [.acknowledged])
        let again = try AlertLife.next(taken.record, try self.action(.acknowledged, by: "M. Tanguy", comment: ""), now: 6)
        #expect(again.record.alert.acknowledged?.by == "Mme Le Goff")
        let said = try AlertLife.next(again.record, try self.action(.commented), now: 7)
        #expect(said.occurrences.first?.comment == "vu avec l’ARS")
        #expect(said.record.alert.version == 4)
    }

    @Test func redIsAskedForAndOnlyRed() throws {
        let red = try self.record(.red)
        #expect(red.alert.confirmation == .pending)
        #expect(red.alert.told(to: .outside).level == .orange)
        let confirmed = try AlertLife.next(red, try self.action(.confirmed, comment: ""), now: 5).record
        #expect(confirmed.alert.confirmation == .confirmed)
        #expect(confirmed.alert.told(to: .outside).level == .red)
        #expect(confirmed.alert.confirmed == .init(by: "Mme Le Goff", at: 5))
        let declined = try AlertLife.next(red, try self.action(.declined), now: 5).record
        #expect(declined.alert.told(to: .outside).level == .orange)
        // The person changes their mind.
        #expect(try AlertLife.next(declined, try self.action(.confirmed, comment: ""), now: 6).record.alert.told(to: .outside).level == .red)
        #expect(throws: AlertRefusal.self) { try AlertLife.next(try self.record(.orange), try self.action(.confirmed), now: 5) }
        // The level falls and rises again: a person who confirmed red has confirmed it still, and one who was not asked is asked now.
        let down = try #require(try self.next(red, [.red, .orange])).record
        #expect(down.alert.confirmation == .notNeeded)
        #expect(try #require(try self.next(down, [.red, .orange, .red])).record.alert.confirmation == .pending)
        let stillConfirmed = try #require(try self.next(confirmed, [.red, .orange])).record
        #expect(try #require(try self.next(stillConfirmed, [.red, .orange, .red])).record.alert.confirmation == .confirmed)
    }

    @Test func aLevelThatIsSetStandsUntilDeathsRiseBeyondIt() throws {
        let lowered = try AlertLife.next(try self.record(.orange), try self.action(.lowered, level: .yellow), now: 5).record
        #expect(lowered.alert.level == .yellow && lowered.alert.computedLevel == .orange)
        #expect(try self.next(lowered, [.orange]) == nil)
        let same = try #require(try self.next(lowered, [.orange, .orange]))
        #expect(same.record.alert.level == .yellow && same.occurrences.isEmpty)
        let risen = try #require(try self.next(lowered, [.orange, .red]))
        #expect(risen.record.alert.level == .red && risen.record.assignment == nil)
        #expect(risen.occurrences.map(\.kind) == [.levelChanged])

        let escalated = try AlertLife.next(try self.record(.orange), try self.action(.escalated, level: .red), now: 5).record
        #expect(escalated.alert.level == .red && escalated.alert.confirmation == .pending && escalated.alert.peakLevel == .red)
        #expect(try #require(try self.next(escalated, [.orange, .yellow])).record.alert.level == .red)
        let back = try AlertLife.next(escalated, try self.action(.lowered, level: .orange), now: 6).record
        #expect(back.assignment == nil && back.alert.confirmation == .notNeeded)
    }

    @Test func whatCannotBeDoneIsRefused() throws {
        #expect(throws: AlertRefusal.self) { try AlertLife.next(try self.record(.orange), try self.action(.escalated, level: .orange), now: 5) }
        #expect(throws: AlertRefusal.self) { try AlertLife.next(try self.record(.orange), try self.action(.lowered, level: .red), now: 5) }
        #expect(throws: AlertRefusal.self) {
            try AlertLife.next(try self.record(.yellow, kind: .missingData), try self.action(.escalated, level: .red), now: 5)
        }
        #expect(throws: Rejection.self) { try self.action(.closed, comment: "  ") }
        #expect(throws: Rejection.self) { try self.action(.commented, comment: "") }
        #expect(throws: Rejection.self) { try self.action(.acknowledged, by: " ") }
        #expect(throws: Rejection.self) { try self.action(.acknowledged, by: String(repeating: "x", count: 101)) }
        #expect(throws: Rejection.self) { try self.action(.commented, comment: String(repeating: "x", count: 2_001)) }
        #expect(throws: Rejection.self) { try self.action(.escalated) }
        #expect(throws: Rejection.self) { try self.action(.escalated, level: .green) }
        #expect(throws: Rejection.self) { try self.action(.raised) }
    }

    @Test func whoClosedItIsNotAskedAgainUnlessDeathsRise() throws {
        let closed = try AlertLife.next(try self.record(.orange), try self.action(.closed, comment: "erreur de saisie"), now: 5).record
        #expect(closed.alert.status == .closed && closed.alert.closedAt == 5 && closed.alert.closingReason == "erreur de saisie")
        #expect(try self.next(closed, [.orange, .orange]) == nil)
        #expect(try self.next(closed, [.orange, .yellow]) == nil)
        let reopened = try #require(try self.next(closed, [.orange, .red]))
        #expect(reopened.record.alert.id.bytes == Self.bytes)
        #expect(reopened.occurrences.map(\.kind) == [.reopened])
        #expect(reopened.record.alert.status == .raised && reopened.record.alert.closedAt == nil)
        #expect(reopened.record.alert.closingReason.isEmpty && reopened.record.alert.confirmation == .pending)
        #expect(throws: AlertRefusal.self) { try AlertLife.next(closed, try self.action(.acknowledged), now: 6) }
        #expect(try AlertLife.next(closed, try self.action(.commented), now: 6).record.alert.status == .closed)
        // The episode ends, so that the next rise is news again.
        let over = try #require(try self.next(closed, [.orange, .green])).record
        #expect(over.closedOver == nil && over.alert.closedAt == 5)
        #expect(try #require(try self.next(over, [.orange, .green, .yellow])).occurrences.map(\.kind) == [.reopened])
    }
}

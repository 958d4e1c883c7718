import Mortality
import Testing

@testable import Portal

@Suite struct ChangeJournalTests {
    let morbihan: DepartmentCode
    let vannes: CommuneCode
    let lorient: CommuneCode
    let monday: CivilDay
    let tuesday: CivilDay

    init() throws {
        self.morbihan = try DepartmentCode("56")
        self.vannes = try CommuneCode("56260")
        self.lorient = try CommuneCode("56121")
        self.monday = try CivilDay(iso: "2020-03-02")
        self.tuesday = try CivilDay(iso: "2020-03-03")
    }

    @Test func tellsJustWhatIsNewer() {
        var journal = ChangeJournal()
        journal.record(.counts, department: self.morbihan, day: self.monday, communes: [self.vannes])
        journal.record(.counts, department: self.morbihan, day: self.monday, communes: [self.lorient])
        #expect(
            journal.changes(in: self.morbihan, since: 0)
                == .changes([.init(kind: .counts, day: self.monday, communes: [self.lorient, self.vannes])], upTo: 2))
        #expect(
            journal.changes(in: self.morbihan, since: 1)
                == .changes([.init(kind: .counts, day: self.monday, communes: [self.lorient])], upTo: 2))
        #expect(journal.changes(in: self.morbihan, since: 2) == .changes([], upTo: 2))
    }

    @Test func aBurstOfOneCommuneIsToldOnce() {
        var journal = ChangeJournal()
        for _ in 0..<1_000 { journal.record(.counts, department: self.morbihan, day: self.monday, communes: [self.vannes]) }
        #expect(
            journal.changes(in: self.morbihan, since: 0)
                == .changes([.init(kind: .counts, day: self.monday, communes: [self.vannes])], upTo: 1_000))
    }

    @Test func kindsAndDaysAreToldApartOldestDayFirst() {
        var journal = ChangeJournal()
        journal.record(.alert, department: self.morbihan, day: self.tuesday, communes: [])
        journal.record(.counts, department: self.morbihan, day: self.tuesday, communes: [self.vannes])
        journal.record(.counts, department: self.morbihan, day: self.monday, communes: [self.vannes])
        #expect(
            journal.changes(in: self.morbihan, since: 0)
                == .changes(
                    [
                        .init(kind: .counts, day: self.monday, communes: [self.vannes]),
                        .init(kind: .alert, day: self.tuesday, communes: []),
                        .init(kind: .counts, day: self.tuesday, communes: [self.vannes]),
                    ], upTo: 3))
    }

    @Test func anotherDepartmentHearsNothing() throws {
        var journal = ChangeJournal()
        journal.record(.counts, department: self.morbihan, day: self.monday, communes: [self.vannes])
        #expect(try journal.changes(in: DepartmentCode("68"), since: 0) == .changes([], upTo: 1))
    }

    @Test func whoMissedWhatWasForgottenReloads() {
        var journal = ChangeJournal(capacity: 2)
        for offset in 0..<3 {
            journal.record(.counts, department: self.morbihan, day: self.monday.advanced(by: offset), communes: [self.vannes])
        }
        #expect(journal.changes(in: self.morbihan, since: 0) == .reload(upTo: 3))
        #expect(
            journal.changes(in: self.morbihan, since: 2)
                == .changes([.init(kind: .counts, day: self.monday.advanced(by: 2), communes: [self.vannes])], upTo: 3))
    }

    @Test("Communes of old changes are forgotten beyond a number; who is less far behind is told what is newer, as ever")
    func communesAreForgottenToo() throws {
        let communes = try (1...300).map { try CommuneCode("56" + String(String($0 + 1_000).suffix(3))) }
        var journal = ChangeJournal(mostMarks: 1_000)
        for offset in 0..<20 {
            for commune in communes { journal.record(.counts, department: self.morbihan, day: self.monday.advanced(by: offset), communes: [commune]) }
        }
        // Three days of twenty have room.
        #expect(journal.changes(in: self.morbihan, since: 17 * 300 - 1) == .reload(upTo: 6_000))
        guard case .changes(let changes, 6_000) = journal.changes(in: self.morbihan, since: 17 * 300 + 299) else {
            Issue.record("who is three days behind need not reload")
            return
        }
        #expect(changes.map(\.day) == (17..<20).map { self.monday.advanced(by: $0) })
        #expect(changes.map(\.communes.count) == [1, 300, 300])
        // However many communes change at once, that is told.
        var small = ChangeJournal(mostMarks: 10)
        small.record(.counts, department: self.morbihan, day: self.monday, communes: communes)
        #expect(small.changes(in: self.morbihan, since: 0) == .changes([.init(kind: .counts, day: self.monday, communes: communes)], upTo: 1))
    }

    @Test func afterASnapshotEverybodyReloads() {
        var journal = ChangeJournal()
        journal.record(.counts, department: self.morbihan, day: self.monday, communes: [self.vannes])
        journal.forget(self.morbihan)
        #expect(journal.changes(in: self.morbihan, since: 1) == .reload(upTo: 2))
        #expect(journal.changes(in: self.morbihan, since: 2) == .changes([], upTo: 2))
    }

    @Test func aNumberFromTheFutureReloads() {
        var journal = ChangeJournal()
        journal.record(.counts, department: self.morbihan, day: self.monday, communes: [self.vannes])
        #expect(journal.changes(in: self.morbihan, since: 99) == .reload(upTo: 1))
    }
}

@Suite struct EventIDTests {
    @Test func roundTrips() {
        #expect(EventID(EventID(epoch: "a1b2", number: 42).text) == EventID(epoch: "a1b2", number: 42))
    }

    @Test(arguments: ["", ".", "a", "a.", ".1", "a.b", "a.1.2", "a.-1", "a.99999999999999999999999"])
    func refusesWhatIsNotOurs(_ text: String) {
        #expect(EventID(text) == nil)
    }
}

@Suite struct ServerSentEventTests {
    @Test func isWrittenAsTheStandardSays() {
        #expect(
            ServerSentEvent(name: "counts", id: "e.7", data: #"{"a":1}"#).text == "id: e.7\nevent: counts\ndata: {\"a\":1}\n\n")
    }

    @Test func everyLineOfDataHasItsField() {
        #expect(ServerSentEvent(name: "x", id: "", data: "a\nb").text == "event: x\ndata: a\ndata: b\n\n")
    }

    @Test func aLineBreakCannotForgeAField() {
        #expect(ServerSentEvent(name: "x\ndata: y", id: "1\n2", data: "").text == "id: 12\nevent: xdata: y\ndata: \n\n")
    }
}

import Mortality
import Testing

@testable import Portal

@Suite struct EventTellerTests {
    private static var both: Set<DepartmentCode> { get throws { [try Given.morbihan, try DepartmentCode("22")] } }

    @Test func tellsEachChangeOnceThenKeepsTheConnectionAlive() throws {
        let hub = ChangeHub(epoch: "e")
        hub.record(.counts, department: try Given.morbihan, communesByDay: [try Given.march(3): [try Given.vannes]])
        var teller = EventTeller(hub: hub, departments: [try Given.morbihan], since: 0, mustReload: false)
        #expect(
            try teller.next() == """
                id: e.1
                event: counts
                data: {"communes":["56260"],"date":"2020-03-03","department":"56"}


                """)
        #expect(try teller.next() == ServerSentEvent.comment)
    }

    @Test func tellsFirstFromWhereToResume() throws {
        var teller = EventTeller(hub: ChangeHub(epoch: "e"), departments: [try Given.morbihan], since: 0, mustReload: false)
        #expect(try teller.next() == "id: e.0\n\n")
        #expect(try teller.next() == ServerSentEvent.comment)
    }

    @Test func tellsOfSeveralDepartmentsAndNoOther() throws {
        let hub = ChangeHub(epoch: "e")
        for code in ["22", "29", "56"] {
            hub.record(.alert, department: try DepartmentCode(code), communesByDay: [try Given.march(3): []])
        }
        var teller = EventTeller(hub: hub, departments: try Self.both, since: 0, mustReload: false)
        let told = try teller.next()
        #expect(told.matches(of: /"department":"(..)"/).map(\.1) == ["22", "56"])
        // Who loses the connection between the two must hear both again.
        #expect(told.matches(of: /id: (.*)\n/).map(\.1) == ["e.3"] && told.hasPrefix("event: alert"))
        #expect(try teller.next() == ServerSentEvent.comment)
    }

    @Test func asksForAReloadWhereItCannotTellWhatIsMissing() throws {
        let hub = ChangeHub(epoch: "e")
        hub.record(.counts, department: try Given.morbihan, communesByDay: [try Given.march(3): [try Given.vannes]])
        // A browser that comes from another process's numbers.
        var stranger = EventTeller(hub: hub, departments: try Self.both, since: 1, mustReload: true)
        #expect(
            try stranger.next()
                == "event: reload\ndata: {\"department\":\"22\"}\n\nid: e.1\nevent: reload\ndata: {\"department\":\"56\"}\n\n")
        #expect(try stranger.next() == ServerSentEvent.comment)
        // One that listened while one of its departments was loaded anew.
        var listener = EventTeller(hub: hub, departments: try Self.both, since: 1, mustReload: false)
        hub.forget(try Given.morbihan)
        #expect(try listener.next() == "id: e.2\nevent: reload\ndata: {\"department\":\"56\"}\n\n")
        #expect(try listener.next() == ServerSentEvent.comment)
    }
}

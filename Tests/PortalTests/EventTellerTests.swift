import Mortality
import Testing

@testable import Portal

@Suite struct EventTellerTests {
    @Test func tellsEachChangeOnceThenKeepsTheConnectionAlive() async throws {
        let hub = ChangeHub(epoch: "e")
        await hub.record(.counts, department: try Given.morbihan, communesByDay: [try Given.march(3): [try Given.vannes]])
        var teller = EventTeller(hub: hub, department: try Given.morbihan, since: 0, mustReload: false)
        #expect(
            try await teller.next() == """
                id: e.1
                event: counts
                data: {"communes":["56260"],"date":"2020-03-03","department":"56"}


                """)
        #expect(try await teller.next() == ServerSentEvent.comment)
    }

    @Test func saysNothingOfAnotherDepartment() async throws {
        let hub = ChangeHub(epoch: "e")
        await hub.record(.alert, department: try DepartmentCode("22"), communesByDay: [try Given.march(3): []])
        var teller = EventTeller(hub: hub, department: try Given.morbihan, since: 0, mustReload: false)
        #expect(try await teller.next() == ServerSentEvent.comment)
    }

    @Test func asksForAReloadWhereItCannotTellWhatIsMissing() async throws {
        let hub = ChangeHub(epoch: "e")
        await hub.record(.counts, department: try Given.morbihan, communesByDay: [try Given.march(3): [try Given.vannes]])
        // A browser that comes from another process's numbers.
        var stranger = EventTeller(hub: hub, department: try Given.morbihan, since: 1, mustReload: true)
        #expect(try await stranger.next() == "id: e.1\nevent: reload\ndata: {}\n\n")
        // One that listened while the department was loaded anew.
        var listener = EventTeller(hub: hub, department: try Given.morbihan, since: 1, mustReload: false)
        await hub.forget(try Given.morbihan)
        let told = try await listener.next()
        #expect(told.contains("event: reload\n"))
        #expect(try await listener.next() == ServerSentEvent.comment)
    }

    @Test func refusesOneBrowserTooMany() async throws {
        let hub = ChangeHub(epoch: "e", capacity: 1)
        let (id, _) = try await hub.listen()
        await #expect(throws: ChangeHub.Full.self) { try await hub.listen() }
        await hub.leave(id)
        #expect(await hub.count == 0)
        _ = try await hub.listen()
    }
}

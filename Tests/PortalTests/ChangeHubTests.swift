import Accounts
import Mortality
import Testing

@testable import Portal

@Suite struct ChangeHubTests {
    @Test func refusesOneBrowserTooMany() throws {
        let hub = ChangeHub(epoch: "e", capacity: 3, share: 2)
        var seats = [try hub.listen(to: [try Given.morbihan], name: "a"), try hub.listen(to: [try Given.morbihan], name: "a")]
        // One key may not take every place.
        #expect(throws: ChangeHub.Full.self) { try hub.listen(to: [try Given.morbihan], name: "a") }
        seats.append(try hub.listen(to: [try Given.morbihan], name: "b"))
        #expect(throws: ChangeHub.Full.self) { try hub.listen(to: [try Given.morbihan], name: "c") }
        #expect(hub.count == 3)
        // Nobody has to say that they leave.
        seats.removeFirst()
        #expect(hub.count == 2)
        seats.append(try hub.listen(to: [try Given.morbihan], name: "a"))
        seats = []
        #expect(hub.count == 0)
    }

    /// How often a stream that listens to a department is woken by what `body` does, its first time left out.
    private func wakes(_ department: DepartmentCode, _ body: (ChangeHub) throws -> Void) async throws -> Int {
        let hub = ChangeHub(epoch: "e")
        let seat = try hub.listen(to: [department, .exercise], name: "a")
        var wakes = seat.wakes.makeAsyncIterator()
        _ = await wakes.next()
        try body(hub)
        hub.close()
        var count = 0
        while await wakes.next() != nil { count += 1 }
        return count
    }

    @Test func aChangeWakesWhoListensToItsDepartmentAndNobodyElse() async throws {
        let (morbihan, day) = (try Given.morbihan, try Given.march(3))
        #expect(try await self.wakes(morbihan) { $0.record(.counts, department: morbihan, communesByDay: [day: []]) } == 1)
        #expect(try await self.wakes(morbihan) { $0.forget(morbihan) } == 1)
        #expect(try await self.wakes(morbihan) { $0.beat() } == 1)
        #expect(
            try await self.wakes(DepartmentCode("22")) {
                $0.record(.counts, department: morbihan, communesByDay: [day: []])
                $0.forget(morbihan)
            } == 0)
    }

    @Test func whoFindsNoPlaceHasThoseWhoAreGoneFoundOut() async throws {
        let hub = ChangeHub(epoch: "e", capacity: 1)
        let seat = try hub.listen(to: [.exercise], name: "a")
        var wakes = seat.wakes.makeAsyncIterator()
        _ = await wakes.next()
        try await Task.sleep(for: .milliseconds(1_100))
        for _ in 0..<3 { #expect(throws: ChangeHub.Full.self) { try hub.listen(to: [.exercise], name: "a") } }
        hub.close()
        #expect(await wakes.next() != nil)
        #expect(await wakes.next() == nil)
    }

    @Test func nobodyListensToAHubThatIsClosed() throws {
        let hub = ChangeHub(epoch: "e")
        hub.close()
        #expect(throws: ChangeHub.Full.self) { try hub.listen(to: [.exercise], name: "a") }
    }
}

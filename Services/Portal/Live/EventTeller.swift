import Mortality

/// What one browser is told, one wake-up after the other.
struct EventTeller {
    private let hub: ChangeHub
    private let department: DepartmentCode
    private var since: UInt64
    private var mustReload: Bool

    /// - Parameters:
    ///   - since: The number of the last change that the browser knows.
    ///   - mustReload: Whether it knows a state that is not ours to compare with.
    init(hub: ChangeHub, department: DepartmentCode, since: UInt64, mustReload: Bool) {
        self.hub = hub
        self.department = department
        self.since = since
        self.mustReload = mustReload
    }

    /// The events since the last time; a comment when there are none, so that the connection stays alive.
    mutating func next() async throws -> String {
        var text = ""
        if self.mustReload {
            text += self.reload
            self.mustReload = false
        }
        switch await self.hub.changes(in: self.department, since: self.since) {
        case .reload(let upTo):
            self.since = upTo
            text += self.reload
        case .changes(let changes, let upTo):
            self.since = upTo
            for change in changes { text += try self.event(change) }
        }
        return text.isEmpty ? ServerSentEvent.comment : text
    }

    private var id: String { EventID(epoch: self.hub.epoch, number: self.since).text }

    private var reload: String { ServerSentEvent(name: "reload", id: self.id, data: "{}").text }

    private func event(_ change: ChangeJournal.Change) throws -> String {
        let answer = EventAnswer(
            department: self.department.text, date: change.day.description, communes: change.communes.map(\.text))
        return ServerSentEvent(
            name: change.kind.rawValue, id: self.id, data: String(decoding: try JSONAnswer.bytes(answer), as: UTF8.self)
        ).text
    }
}

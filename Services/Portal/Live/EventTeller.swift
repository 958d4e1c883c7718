import Mortality

/// What one browser is told, one wake-up after the other.
struct EventTeller {
    private let hub: ChangeHub
    private let departments: [DepartmentCode]
    private var since: UInt64
    private var mustReload: Bool
    private var isFirst = true

    /// - Parameters:
    ///   - since: The number of the last change that the browser knows.
    ///   - mustReload: Whether it knows a state that is not ours to compare with.
    init(hub: ChangeHub, departments: Set<DepartmentCode>, since: UInt64, mustReload: Bool) {
        self.hub = hub
        self.departments = departments.sorted()
        self.since = since
        self.mustReload = mustReload
    }

    /// The events since the last time; a comment when there are none, so that the connection stays alive. The first time the
    /// browser is told from where it may resume, should it lose the connection before anything happens.
    mutating func next() throws -> String {
        let (answers, upTo) = self.hub.changes(in: self.departments, since: self.since)
        self.since = upTo
        var events: [(name: String, data: String)] = []
        for (department, answer) in answers {
            switch answer {
            case .changes(let changes, _) where !self.mustReload: for change in changes { events.append(try Self.event(change, department)) }
            case .changes, .reload: events.append(("reload", try Self.text(ReloadAnswer(department: department.text))))
            }
        }
        let id = EventID(epoch: self.hub.epoch, number: self.since).text
        let quiet = self.isFirst ? "id: \(id)\n\n" : ServerSentEvent.comment
        (self.mustReload, self.isFirst) = (false, false)
        guard let last = events.indices.last else { return quiet }
        // Only the last carries the number: a browser that loses the connection between two of them misses none.
        return events.indices.map { ServerSentEvent(name: events[$0].name, id: $0 == last ? id : "", data: events[$0].data).text }.joined()
    }

    private static func event(_ change: ChangeJournal.Change, _ department: DepartmentCode) throws -> (name: String, data: String) {
        let answer = EventAnswer(department: department.text, date: change.day.description, communes: change.communes.map(\.text))
        return (change.kind.rawValue, try self.text(answer))
    }

    private static func text(_ data: some Encodable) throws -> String { String(decoding: try JSONAnswer.bytes(data), as: UTF8.self) }
}

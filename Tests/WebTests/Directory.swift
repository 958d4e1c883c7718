import Accounts
import Threading
import Web

/// Knows the people that a test says it knows.
final class Directory: PeopleDirectory {
    struct State {
        var known: [SessionToken: Person] = [:]
        /// Out of memory, too.
        var recalled: Set<SessionToken> = []
        var isAway = false
        var lookups = 0
        var uses: [AccountID] = []
    }

    let state = Locked(State())

    init(_ known: [SessionToken: Person] = [:]) { self.state.withLock { $0.known = known } }

    func recalled(_ token: SessionToken) -> Person? {
        self.state.withLock { state in state.recalled.contains(token) ? state.known[token] : nil }
    }

    func person(for token: SessionToken) async -> PersonLookup {
        self.state.withLock { state in
            state.lookups += 1
            if state.isAway { return .unavailable(lastKnown: state.known[token]) }
            return state.known[token].map { .known($0) } ?? .unknown
        }
    }

    func used(by person: Person) { self.state.withLock { $0.uses.append(person.account) } }
}

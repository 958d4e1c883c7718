import Accounts
import Mortality
import Runtime
import Threading
import Web

@testable import Portal

/// Ingest and the ledger in one, in memory: it takes declarations by their rules, and answers what it is told to.
final class ScriptedDoor: DeclarationDoor {
    struct Letter: Hashable, Sendable {
        let realm: DeclarationRealm
        let declaration: Declaration
        let token: String
    }

    private struct State {
        var letters: [Letter] = []
        var held: [DeclarationID: [Declaration]] = [:]
        var next: [DeclarationOutcome] = []
        var isClosed = false
    }

    private let state = Locked(State())

    /// Everything that was handed on, also what was not taken.
    var letters: [Letter] { self.state.withLock { $0.letters } }
    /// Declarations by id, each with what stands last.
    var held: [Declaration] { self.state.withLock { $0.held.values.compactMap { $0.max { $0.revision < $1.revision } } } }

    /// The next are answered so, one after the other.
    func answer(_ outcomes: DeclarationOutcome...) { self.state.withLock { $0.next += outcomes } }
    func close(_ isClosed: Bool) { self.state.withLock { $0.isClosed = isClosed } }

    func declare(_ declaration: Declaration, with token: String, in realm: DeclarationRealm) async -> DeclarationOutcome {
        self.state.withLock { state in
            state.letters.append(Letter(realm: realm, declaration: declaration, token: token))
            if state.isClosed { return .closed(DoorClosed(retryAfter: 7)) }
            if !state.next.isEmpty { return state.next.removeFirst() }
            if let same = state.held[declaration.id]?.first(where: { $0.revision == declaration.revision }) {
                return same == declaration ? .received(receipt: "r\(declaration.revision)") : .contradicted
            }
            state.held[declaration.id, default: []].append(declaration)
            return .received(receipt: "r\(declaration.revision)")
        }
    }

    func standing(of id: DeclarationID, receipt: String?, with token: String, in realm: DeclarationRealm) async throws -> StandingDeclaration? {
        let (held, isClosed) = self.state.withLock { ($0.held[id] ?? [], $0.isClosed) }
        if isClosed { throw DoorClosed() }
        guard let last = held.max(by: { $0.revision < $1.revision }) else { return nil }
        return StandingDeclaration(
            id: id, commune: last.commune, state: last.isWithdrawn ? .withdrawn : .counted, number: Int(last.revision.number),
            revisions: held.sorted { $0.revision < $1.revision }.map { declaration in
                .init(
                    number: Int(declaration.revision.number), state: declaration == last ? (last.isWithdrawn ? .withdrawn : .counted) : .superseded,
                    content: .init(
                        day: declaration.day, place: declaration.circumstances?.place, cause: declaration.circumstances?.cause,
                        deaths: Int(declaration.deaths.number), isWithdrawn: declaration.isWithdrawn),
                    reason: declaration.reason?.text, refusal: nil, isOnBehalf: false, receivedAt: Instant.now)
            })
    }
}

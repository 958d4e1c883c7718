import Mortality
import Runtime
import Threading

/// What Ingest took lately: for each revision, a fingerprint of its content, so that another content for it is refused here
/// and not only kept aside by the ledger.
///
/// It is a help, not a rule: it is bounded, each instance has its own, and it begins empty. The ledger finds every
/// contradiction.
final class RevisionMemory: Sendable {
    /// The contents in two generations: once the young one is full it replaces the old one, whose contents are forgotten. A content that is
    /// remembered again moves to the young one.
    private struct Generations {
        var young: [RevisionKey: UInt64] = [:]
        var old: [RevisionKey: UInt64] = [:]
    }

    private let generations = Locked(Generations())
    private let half: Int

    /// Creates an empty memory.
    ///
    /// - Parameter capacity: Revisions remembered at once, each some 60 bytes.
    init(capacity: Int = 200_000) { self.half = max(capacity / 2, 1) }

    /// The number of revisions that are remembered.
    var count: Int { self.generations.withLock { $0.young.count + $0.old.count } }

    /// Returns whether a revision was taken with another content than this.
    func contradicts(_ key: RevisionKey, _ fingerprint: UInt64) -> Bool {
        self.generations.withLock { ($0.young[key] ?? $0.old[key]).map { $0 != fingerprint } ?? false }
    }

    /// Remembers the content that a revision was taken with. The first content of a revision stays.
    func remember(_ key: RevisionKey, _ fingerprint: UInt64) {
        self.generations.withLock { generations in
            if generations.young[key] != nil { return }
            if generations.young.count >= self.half {
                generations.old = generations.young
                generations.young = [:]
            }
            generations.young[key] = generations.old.removeValue(forKey: key) ?? fingerprint
        }
    }
}

/// The key of one revision of one declaration, in few bytes, since Ingest remembers many.
struct RevisionKey: Hashable, Sendable {
    private let high: UInt64
    private let low: UInt64
    private let commune: CommuneCode
    let revision: Revision

    init(_ declaration: Declaration) {
        let bytes = declaration.id.bytes
        self.high = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        self.low = bytes.dropFirst(8).reduce(0) { $0 << 8 | UInt64($1) }
        self.commune = declaration.commune
        self.revision = declaration.revision
    }
}

/// Refuses another content for an id and revision that were taken: nobody can tell which of the two is right, so the later one is refused.
enum Contradiction {
    /// Returns the problem that tells the sender to correct the declaration, and never to send it again.
    static func problem(_ declaration: Declaration, isOfEdition: Bool) -> Problem {
        let (edition, revision) = (
            "edition \(declaration.revision) of the table was taken with another content; send the corrected table as the next edition",
            "revision \(declaration.revision) was taken with another content; correct it with the next revision and a reason"
        )
        return .conflict(isOfEdition ? edition : revision)
    }
}

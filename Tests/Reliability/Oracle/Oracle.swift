/// Compares the clients' own log with the ledger.
enum Oracle {
    static func judge(_ attempts: [Attempt], _ ledger: [LedgerEntry]) -> Verdict {
        var verdict = Verdict()
        var sent: [RevisionKey: SentDeclaration] = [:]
        var acknowledged: Set<RevisionKey> = []
        for attempt in attempts {
            sent[attempt.declaration.key] = attempt.declaration
            if attempt.outcome == .ok { acknowledged.insert(attempt.declaration.key) }
            if ![0, 202, 429, 503].contains(attempt.status) { verdict.oddAnswers[attempt.status, default: 0] += 1 }
        }
        var present: Set<RevisionKey> = []
        var highest: [String: Int] = [:]
        for entry in ledger {
            if !present.insert(entry.key).inserted { verdict.duplicated.append(entry.key) }
            highest[entry.key.id] = max(highest[entry.key.id] ?? 0, entry.key.revision)
        }
        for entry in ledger {
            guard let declaration = sent[entry.key] else {
                verdict.unexpected.append(entry.key)
                continue
            }
            let isLast = highest[entry.key.id] == entry.key.revision
            if !agrees(entry, with: declaration, isLast: isLast) { verdict.distorted.append(entry.key) }
        }
        verdict.lost = acknowledged.subtracting(present).sorted()
        verdict.unsettled = Set(sent.keys).subtracting(acknowledged).sorted()
        verdict.recovered = present.intersection(verdict.unsettled).count
        return verdict
    }

    /// Whether the ledger holds what was sent. Of a declaration's revisions the highest counts or is withdrawn, and the others are superseded.
    private static func agrees(_ entry: LedgerEntry, with sent: SentDeclaration, isLast: Bool) -> Bool {
        let state: LedgerEntry.State = !isLast ? .superseded : sent.withdrawn == true ? .withdrawn : .counted
        return entry.state == state && entry.commune == sent.commune && entry.day == sent.occurredOn
            && entry.deaths == sent.deaths
    }

    /// Returns the deaths that must have been added by the clients' own log, which are those of each declaration's highest acknowledged
    /// revision.
    static func expectedDeaths(_ attempts: [Attempt]) -> Int {
        var last: [String: SentDeclaration] = [:]
        for attempt in attempts where attempt.outcome == .ok {
            let declaration = attempt.declaration
            if declaration.revision >= last[declaration.id]?.revision ?? 0 { last[declaration.id] = declaration }
        }
        return last.values.reduce(0) { $0 + $1.counted }
    }
}

extension RevisionKey: Comparable {
    static func < (left: RevisionKey, right: RevisionKey) -> Bool {
        (left.id, left.revision) < (right.id, right.revision)
    }
}

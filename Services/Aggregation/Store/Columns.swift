import Ledger
import Mortality
import Persistence

/// The parameters of the ledger's statements: a batch of rows as arrays, one for each column.
enum Columns {
    static func keys(_ keys: [DeclarationKey]) -> [SQLValue] {
        [.textArray(keys.map(\.commune.text)), .uuidArray(keys.map(\.id.bytes))]
    }

    static func revisions(_ revisions: [RevisionKey]) -> [SQLValue] {
        self.keys(revisions.map(\.declaration)) + [.int4Array(revisions.map(\.revision.number))]
    }

    static func ledger(_ rows: [LedgerRow]) -> [SQLValue] {
        let submissions = rows.map(\.submission)
        return self.revisions(submissions.map(\.revisionKey)) + self.contents(submissions.map(\.content)) + [
            .int2Array(rows.map(\.state.rawValue)), .textArray(rows.map(\.refusal)),
        ] + self.origins(submissions)
    }

    static func conflicts(_ submissions: [Submission]) -> [SQLValue] {
        self.revisions(submissions.map(\.revisionKey)) + self.contents(submissions.map(\.content)) + self.origins(submissions)
    }

    static func states(_ states: [(key: DeclarationKey, value: DeclarationState)]) -> [SQLValue] {
        self.revisions(states.map { RevisionKey(declaration: $0.key, revision: $0.value.revision) })
            + self.contents(states.map(\.value.content)) + [
                .bytesArray(states.map(\.value.fingerprint)), .timestampArray(states.map(\.value.receivedAt.microseconds)),
            ]
    }

    static func deltas(
        _ cells: [(key: CellKey, value: Int32)], _ reports: [(key: ReportKey, value: ReportDelta)]
    ) -> [SQLValue] {
        self.keys(cells.map(\.key)) + [.int4Array(cells.map(\.value))] + self.keys(reports.map(\.key)) + [
            .int4Array(reports.map(\.value.declarations)), .timestampArray(reports.map { $0.value.lastReceivedAt?.microseconds }),
        ]
    }

    private static func keys(_ cells: [CellKey]) -> [SQLValue] {
        [
            .textArray(cells.map(\.municipality.text)), .dateArray(cells.map(\.day.daysSinceEpoch)),
            .int2Array(cells.map(\.place.number)), .int2Array(cells.map(\.cause.number)),
        ]
    }

    private static func keys(_ reports: [ReportKey]) -> [SQLValue] {
        [.textArray(reports.map(\.municipality.text)), .dateArray(reports.map(\.day.daysSinceEpoch))]
    }

    /// Returns the arrays of the content's columns: day, place, cause, deaths, withdrawn, reason.
    private static func contents(_ contents: [Content]) -> [SQLValue] {
        [
            .dateArray(contents.map(\.day.daysSinceEpoch)), .int2Array(contents.map(\.place?.number)),
            .int2Array(contents.map(\.cause?.number)), .int4Array(contents.map(\.deaths)),
            .boolArray(contents.map(\.isWithdrawn)), .textArray(contents.map(\.reason)),
        ]
    }

    /// Returns the arrays of the origin's columns: fingerprint, key, correlation, reception, warning, account, on behalf, typed by.
    private static func origins(_ submissions: [Submission]) -> [SQLValue] {
        [
            .bytesArray(submissions.map(\.fingerprint)), .textArray(submissions.map(\.keyID)),
            .textArray(submissions.map(\.correlationID)), .timestampArray(submissions.map(\.receivedAt.microseconds)),
            .textArray(submissions.map(\.warning)), .uuidArray(submissions.map(\.declarer?.account)),
            .boolArray(submissions.map { $0.declarer?.isOnBehalf ?? false }), .uuidArray(submissions.map(\.declarer?.typedBy)),
        ]
    }
}

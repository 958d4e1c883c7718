import Accounts
import Mortality
import Persistence
import Reference

extension ReferenceWriter {
    /// Moves the accounts of former communes to the communes that these are part of. Where a commune was divided, or no file says where it
    /// went, nothing is guessed.
    func accounts(_ closings: [Closing], _ transaction: Transaction) async throws -> Succeeded {
        guard !closings.isEmpty else { return Succeeded() }
        let whole = closings.filter { $0.parts.isEmpty }
        // As far as chains of successors lead, and only to a commune that is open here.
        let known = try await transaction.query(
            """
            SELECT s.code, s.successor FROM reference.succession AS s
            JOIN reference.commune AS c ON c.code = s.successor AND c.closed_on IS NULL
            WHERE s.code = ANY ($1)
            """, [.textArray(whole.map(\.commune.text))]
        ).map { (try CommuneCode(try $0.text("code")), try CommuneCode(try $0.text("successor"))) }
        let successors = Dictionary(known) { first, _ in first }
        let undecided = Set(closings.map(\.commune)).subtracting(successors.keys)
        return try await AccountStore.handOn(successors, undecided: undecided, by: self.author, in: transaction)
    }
}

/// What an import did with the clerks of former communes.
struct HandedOn: Sendable, Equatable {
    /// The part of the summary's sentence that tells it; `nil` when nobody was moved.
    let sentence: String?
    /// What somebody has to decide, a sentence for each commune.
    let questions: [String]

    init(_ succeeded: Succeeded, _ closings: [Closing]) {
        let (moved, merged) = (succeeded.moved, succeeded.merged)
        var parts: [String] = []
        if moved > 0 { parts.append("\(moved) clerk\(moved == 1 ? "" : "s") handed on to the commune that theirs is part of") }
        if merged > 0 { parts.append("\(merged) already there") }
        self.sentence = parts.isEmpty ? nil : parts.joined(separator: ", ")
        let divided = Dictionary(closings.map { ($0.commune, $0.parts) }) { first, _ in first }
        self.questions = succeeded.undecided.sorted { $0.key < $1.key }.map { commune, logins in
            let named = logins.prefix(5).map(\.text).joined(separator: ", ") + (logins.count > 5 ? " and \(logins.count - 5) more" : "")
            let parts = divided[commune] ?? []
            let why = parts.isEmpty ? "no file says which commune it is part of" : "it was divided among \(parts.map(\.text).joined(separator: ", "))"
            return
                "\(commune) is no more, and \(why): \(named) stay its clerks until somebody moves them (vigiectl account move LOGIN --from \(commune) --to …)"
        }
    }

    static let nobody = HandedOn(Succeeded(), [])
}

import Mortality
import Runtime

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

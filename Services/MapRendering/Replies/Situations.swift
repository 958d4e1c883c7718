import LiveCopies
import Messaging
import Mortality
import Runtime

/// Looks up what is known of departments, for pictures. It reads the live copies, which ask for older days.
struct Situations: Sendable {
    let figures: LiveFigures

    /// Returns the situations of departments on the day of a request, all of the same moment.
    ///
    /// - Throws: `RPCFailure`, `unavailable`, while what the indicator needs was never loaded or an older day cannot be had, since an empty map
    ///   would look true.
    func of(_ territories: [MappedDepartment], for request: PictureRequest) async throws(RPCFailure) -> [DepartmentCode: Situation] {
        let needsJudgements = request.indicator == .level || request.indicator == .ratio
        if let absence = self.figures.absence { throw RPCFailure(.unavailable, absence) }
        if needsJudgements, let absence = self.figures.absenceOfJudgements { throw RPCFailure(.unavailable, absence) }
        let wanted = WantedDays(of: territories.map(\.code), request.day...request.day)
        // The situations are put together outside of the copies' lock, from values that no longer change.
        let (counts, assessments) = try await self.figures.read(wanted, needsJudgements: needsJudgements) { ($0, $1) }
        return territories.reduce(into: [:]) { situations, territory in
            situations[territory.code] = Situation(
                of: territory, on: request.day, for: request.viewer, counts: counts, assessments: assessments)
        }
    }
}

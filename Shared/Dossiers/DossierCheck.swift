package import Contracts
import Judging
import Mortality
import Surveillance

/// Computes a dossier again from what was frozen, with the rules of this program.
package enum DossierCheck {
    /// Raised when judging changes, so that it is told rather than taken for an error.
    package static let rulesVersion = 2

    /// Every figure beside the one computed again.
    ///
    /// - Throws: `DossierError` for a dossier that cannot be read.
    package static func figures(_ dossier: Vigie_V1_AlertDossier) throws(DossierError) -> [DossierFigure] {
        let inputs = try DossierInputs(dossier)
        let judged = inputs.judged
        guard let judgement = judged.judgements[inputs.day] else { throw DossierError("the dossier's day was not judged") }
        let outcome = dossier.outcome
        var figures = [
            DossierFigure("observed", frozen: Int(outcome.observed), recomputed: judgement.week.deaths),
            DossierFigure("nowcast", frozen: outcome.nowcast, recomputed: judgement.week.nowcast),
            DossierFigure("nowcast variance", frozen: outcome.nowcastVariance, recomputed: judgement.week.comingVariance),
            DossierFigure("reported share", frozen: outcome.reportedShare, recomputed: judgement.week.reportedShare),
            DossierFigure("method", frozen: outcome.method, recomputed: judgement.method),
        ]
        if outcome.hasBaseline_p != (judgement.expectation != nil) {
            figures.append(
                DossierFigure(
                    "expectation", frozen: outcome.hasBaseline_p ? "known" : "unknown",
                    recomputed: judgement.expectation == nil ? "unknown" : "known"))
        } else if let expectation = judgement.expectation {
            figures += [
                DossierFigure("expected", frozen: outcome.expected, recomputed: expectation.expected),
                DossierFigure("lower", frozen: outcome.lower, recomputed: expectation.lower),
                DossierFigure("upper", frozen: outcome.upper, recomputed: expectation.upper),
                DossierFigure("z", frozen: outcome.zScore, recomputed: expectation.zScore),
                DossierFigure("phi", frozen: outcome.phi, recomputed: expectation.phi),
            ]
        }
        let level = Int16(exactly: outcome.level.rawValue).flatMap { Level(number: $0) }
        figures.append(DossierFigure("level", frozen: level?.rawValue ?? "?", recomputed: judged.level(on: inputs.day, by: inputs.thresholds).rawValue))
        if dossier.kind == .missingData {
            figures.append(DossierFigure("declarations missing", frozen: dossier.dataMissing, recomputed: judged.finding(on: inputs.day, by: inputs.thresholds) != nil))
        }
        if let band = inputs.delay?.band(endingOn: inputs.day, of: inputs.days) {
            figures += [
                DossierFigure("nowcast, lower", frozen: dossier.nowcastLower, recomputed: band.lowerBound),
                DossierFigure("nowcast, upper", frozen: dossier.nowcastUpper, recomputed: band.upperBound),
            ]
        }
        figures += try self.cluster(dossier)
        figures += try self.drivers(dossier)
        return figures
    }

    private static func cluster(_ dossier: Vigie_V1_AlertDossier) throws(DossierError) -> [DossierFigure] {
        guard dossier.hasScan, dossier.hasCluster else { return [] }
        let finding: ClusterSearch.Finding?
        do {
            // The first rules drew one death after another.
            finding = try ClusterSearch.find(try ClusterInput(dossier.scan), drawing: dossier.rulesVersion < 2 ? .perDeath : .byCell)
        } catch {
            throw DossierError("the scan cannot be computed again: \(error)")
        }
        let frozen = dossier.cluster
        return [
            DossierFigure(
                "cluster communes", frozen: frozen.communes.joined(separator: " "),
                recomputed: finding?.communes.map(\.text).joined(separator: " ") ?? "none"),
            DossierFigure("cluster observed", frozen: Int(frozen.observed), recomputed: finding?.observed ?? -1),
            DossierFigure("cluster expected", frozen: frozen.expected, recomputed: finding?.expected ?? -1),
            DossierFigure("cluster p", frozen: frozen.pValue, recomputed: finding?.pValue ?? -1),
            DossierFigure("cluster recurrence", frozen: frozen.recurrenceDays, recomputed: finding?.recurrence ?? -1),
        ]
    }

    private static func drivers(_ dossier: Vigie_V1_AlertDossier) throws(DossierError) -> [DossierFigure] {
        guard !dossier.drivers.isEmpty else { return [] }
        let again = CommuneDrivers.exceedances(
            dossier.drivers.map { (observed: Int($0.observed), expected: $0.expected) })
        let largest = zip(dossier.drivers, again).map { abs($0.exceedance - $1) }.max() ?? 0
        return [DossierFigure("largest change of a commune's exceedance", frozen: 0.0, recomputed: largest)]
    }
}

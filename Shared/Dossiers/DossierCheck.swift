package import Contracts
import Judging
import Mortality
import Surveillance

/// Computes a dossier again from what was frozen, by the rules that it was judged by.
package enum DossierCheck {
    /// The version of the rules that dossiers frozen now name; it rises when judging changes.
    package static let rulesVersion = JudgingRules.current.rawValue

    /// Computes a dossier again and returns every figure beside the frozen one.
    ///
    /// - Throws: `DossierError` for a dossier that cannot be read, and for rules that this program does not know.
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
        if inputs.declared != nil { figures += self.ground(outcome, judgement) }
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
            figures.append(
                DossierFigure("declarations missing", frozen: dossier.dataMissing, recomputed: judged.finding(on: inputs.day, by: inputs.thresholds) != nil))
        }
        if let band = judged.band(on: inputs.day) {
            figures += [
                DossierFigure("nowcast, lower", frozen: dossier.nowcastLower, recomputed: band.lowerBound),
                DossierFigure("nowcast, upper", frozen: dossier.nowcastUpper, recomputed: band.upperBound),
            ]
        }
        figures += try self.cluster(dossier)
        figures += try self.drivers(dossier)
        return figures
    }

    /// Compares the grounds: whose deaths were judged by whose expectation, and of how many days.
    private static func ground(_ outcome: Vigie_V1_Assessment, _ judgement: Judgement) -> [DossierFigure] {
        var recomputed = (ground: Vigie_V1_JudgedGround.declaredShare, communes: 0, share: 0.0)
        switch judgement.week.ground {
        case .declaredShare: break
        case .panel(let communes, let share): recomputed = (.panel, communes, share)
        case .lowerBound: recomputed.ground = .lowerBound
        }
        return [
            DossierFigure("ground", frozen: "\(outcome.ground)", recomputed: "\(recomputed.ground)"),
            DossierFigure("panel communes", frozen: Int(outcome.panelCommunes), recomputed: recomputed.communes),
            DossierFigure("panel share", frozen: outcome.panelShare, recomputed: recomputed.share),
            DossierFigure("summed days", frozen: Int(outcome.summedDays), recomputed: judgement.week.length),
        ]
    }

    private static func cluster(_ dossier: Vigie_V1_AlertDossier) throws(DossierError) -> [DossierFigure] {
        guard dossier.hasScan, dossier.hasCluster else { return [] }
        let finding: ClusterSearch.Finding?
        do {
            finding = try ClusterSearch.find(try ClusterInput(dossier.scan))
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
            DossierFigure("cluster recurrence", frozen: min(frozen.recurrenceDays, ScanCluster.longestInterval), recomputed: finding?.recurrence ?? -1),
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

/// Why a dossier cannot be computed again.
package struct DossierError: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}

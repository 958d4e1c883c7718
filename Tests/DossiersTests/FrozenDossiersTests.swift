import Contracts
import Dossiers
import Testing

/// What was judged once is computed again by its own rules, whatever has changed since: one dossier of each kind.
@Suite struct FrozenDossiersTests {
    @Test(arguments: FrozenDossier.all) func everyFigureIsTheSame(frozen: FrozenDossier) throws {
        let figures = try DossierCheck.figures(try frozen.read())
        #expect(figures.count >= 6)
        #expect(figures.filter { !$0.isSame } == [])
    }

    /// Every ground, clusters, and both kinds of missing declarations are among those of each version of the rules; delays are among those
    /// of the first.
    @Test(arguments: [1, 2, 3] as [UInt32]) func thereIsOneOfEachKind(rules: UInt32) throws {
        let first = try FrozenDossier.all.map { try $0.read() }.filter { $0.rulesVersion == rules }
        #expect(Set(first.map(\.kind)) == [.excess, .missingData])
        #expect(Set(first.map(\.outcome.method)) == ["euromomo-7d-trend", "euromomo-7d", "matched-windows", "national-rate"])
        #expect(first.contains { $0.hasScan && $0.hasCluster })
        if rules == 1 { #expect(first.contains { !$0.delayShares.isEmpty && !$0.delayKinds.isEmpty && $0.nowcastUpper > $0.nowcastLower }) }
        #expect(first.contains { !$0.drivers.isEmpty && !$0.places.isEmpty })
        #expect(first.contains { $0.outcome.reportedShare < 0.6 && $0.kind == .excess })
        #expect(first.contains { $0.kind == .missingData && $0.outcome.reportedShare == 1 })
        #expect(first.contains { $0.kind == .missingData && $0.outcome.reportedShare < 0.6 })
    }

    /// The check can find something: one death more on the last day that had any, and figures differ.
    @Test(arguments: FrozenDossier.all) func oneDeathMoreIsFound(frozen: FrozenDossier) throws {
        var dossier = try frozen.read()
        let last = try #require(dossier.days.lastIndex { $0.deaths > 0 })
        dossier.days[last].deaths += 1
        if !dossier.days[last].deathCount.isEmpty { dossier.days[last].deathCount[0] += 1 }
        #expect(try DossierCheck.figures(dossier).contains { !$0.isSame })
    }
}

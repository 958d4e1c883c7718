import Cartography
import Contracts
import LiveCopies
import Mortality
import Runtime
import Testing

@testable import MapRendering

struct MapContentsTests {
    private static func value(_ indicator: Indicator, _ number: Int) throws -> Choropleth.Value {
        try Given.contents(indicator).choropleth.value(of: .commune(try Given.code(number)))
    }

    @Test func zeroIsNotSilence() throws {
        #expect(try Self.value(.deaths, 1) == Choropleth.Value(.value(0), text: "aucun décès"))
        #expect(try Self.value(.deaths, 2) == Choropleth.Value(.value(3), text: "3\u{A0}décès"))
        #expect(try Self.value(.deaths, 3) == Choropleth.Value(.silent, text: "aucune déclaration"))
        #expect(try Self.value(.deaths, 4).reading == .silent)
    }

    @Test func theRateIsOfSevenDays() throws {
        #expect(try Self.value(.rate, 1).reading == .value(0))
        #expect(try Self.value(.rate, 2).reading == .value(150))
        #expect(try Self.value(.rate, 3).text == "33,3 pour 100\u{202F}000\u{A0}habitants (1\u{A0}décès en 7\u{A0}jours)")
        #expect(try Self.value(.rate, 4).reading == .silent)
        #expect(try Self.value(.rate, 6).reading == .undefined, "nobody lives there")
    }

    @Test func theRatioNeedsHistory() throws {
        #expect(try Self.value(.ratio, 2).reading == .value(1.5))
        #expect(try Self.value(.ratio, 2).text == "1,5 fois l’attendu (3\u{A0}décès en 7\u{A0}jours, 2 attendus)")
        #expect(try Self.value(.ratio, 1).reading == .undefined)
        #expect(try Self.value(.ratio, 4).reading == .silent)
    }

    @Test func theLevelIsTheDepartments() throws {
        for number in 1...6 { #expect(try Self.value(.level, number).reading == .level(.orange)) }
        let contents = try Given.contents(.level, assessments: AssessmentReplica())
        #expect(contents.choropleth.value(of: .commune(try Given.code(1))).reading == .level(.unknown))
        #expect(contents.choropleth.notes.contains { $0.contains("département entier") })
    }

    @Test func completenessCountsDays() throws {
        #expect(try Self.value(.completeness, 3) == Choropleth.Value(.value(1), text: "1\u{A0}jour déclaré sur 7"))
        #expect(try Self.value(.completeness, 5).reading == .silent)
    }

    @Test func aWithdrawnReportIsSilenceAgain() throws {
        var counts = try Given.counts()
        let report = CommuneReport(
            commune: try Given.code(1), day: try Given.today(), declarations: 0, lastReceivedAt: Given.seven + .microseconds(1), version: 2)
        counts.apply(department: try Given.morbihan, cells: [], reports: [report])
        let contents = try Given.contents(.deaths, counts: counts)
        #expect(contents.choropleth.value(of: .commune(try Given.code(1))).reading == .silent)
    }

    @Test func theWordsSayWhatIsShown() throws {
        let deaths = try Given.contents(.deaths).choropleth
        #expect(deaths.title == "Morbihan (56) – décès déclarés")
        #expect(deaths.subtitle == "Lundi 23\u{A0}novembre\u{A0}2026, par commune de décès")
        #expect(deaths.summary == "4\u{A0}décès déclarés\u{202F}; 3 communes sur 6 ont répondu")
        #expect(deaths.freshness == "Données à jour à 7\u{A0}h\u{A0}00")
        let rate = try Given.contents(.rate).choropleth
        #expect(rate.subtitle == "Du 17 au 23\u{A0}novembre\u{A0}2026, par commune de décès")
        #expect(rate.summary == "5\u{A0}décès en 7\u{A0}jours, soit 33,3 pour 100\u{202F}000\u{A0}habitants")
        #expect(rate.freshness == "Données à jour à 7\u{A0}h\u{A0}01")
        #expect(try Given.contents(.ratio).choropleth.summary == "5\u{A0}décès en 7\u{A0}jours pour 4 attendus")
        #expect(try Given.contents(.level).choropleth.summary == "Niveau orange\u{A0}: 5\u{A0}décès en 7\u{A0}jours pour 4 attendus")
        #expect(try Given.contents(.completeness).choropleth.summary == "0 communes sur 6 ont répondu chaque jour, 2 n’ont rien déclaré")
        #expect(deaths.source.contains("Lambert-93"))
    }

    @Test func nothingKnownIsSaidSo() throws {
        let contents = try Given.contents(.deaths, counts: CountsReplica(), assessments: AssessmentReplica())
        #expect(contents.choropleth.freshness == "Aucune déclaration reçue")
        #expect(contents.choropleth.summary == "Aucun décès déclaré\u{202F}; 0 communes sur 6 ont répondu")
        #expect(try Given.contents(.ratio, assessments: AssessmentReplica()).choropleth.summary.hasSuffix("sans historique pour comparer"))
    }

    @Test func aDeclarationOfAnotherDayIsDated() throws {
        let territory = try Given.territory()
        let day = try Given.today().advanced(by: -1)
        let situation = Situation(of: territory, on: day, for: .prefecture, counts: try Given.counts(), assessments: AssessmentReplica())
        let map = MapContents(territory: territory, day: day, indicator: .deaths, situation: situation).choropleth
        #expect(map.freshness == "Données à jour le 23\u{A0}novembre\u{A0}2026 à 7\u{A0}h\u{A0}01")
    }

    @Test func theExerciseIsSaidToBeOne() throws {
        let territory = MappedDepartment(code: .exercise, name: "Département d’exercice", zone: "Europe/Paris", communes: [])
        let map = MapContents(territory: territory, day: try Given.today(), indicator: .deaths, situation: Situation()).choropleth
        #expect(map.notes.contains { $0.contains("fictifs") })
        #expect(map.source.contains("fictifs"))
    }

    @Test func communesWithoutShapeAreMentioned() throws {
        let territory = try Given.territory(shapeless: [2])
        let map = MapContents(territory: territory, day: try Given.today(), indicator: .deaths, situation: Situation()).choropleth
        #expect(map.notes.contains { $0.contains("sans contour") })
        #expect(territory.areas.count == 5)
    }

    @Test func hoursAreThoseOfTheDepartment() throws {
        let territory = MappedDepartment(code: try DepartmentCode("987"), name: "Polynésie", zone: "Pacific/Tahiti", communes: [])
        var situation = Situation()
        situation.lastReceivedOfDay = Given.seven
        let map = MapContents(territory: territory, day: try Given.today(), indicator: .deaths, situation: situation).choropleth
        #expect(map.freshness == "Données à jour le 22\u{A0}novembre\u{A0}2026 à 20\u{A0}h\u{A0}00")
    }
}

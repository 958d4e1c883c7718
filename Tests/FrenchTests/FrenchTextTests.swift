import French
import Mortality
import Testing

struct FrenchTextTests {
    @Test(arguments: [
        (0, "0"), (999, "999"), (1_000, "1\u{202F}000"), (12_345, "12\u{202F}345"), (1_002_003, "1\u{202F}002\u{202F}003"), (-1_234, "−1\u{202F}234"),
    ])
    func thousandsAreSetApart(number: Int, text: String) { #expect(FrenchText.number(number) == text) }

    @Test(arguments: [
        (1.25, 2, "1,25"), (1.25, 1, "1,3"), (2.0, 1, "2"), (-0.5, 1, "−0,5"), (1234.56, 1, "1\u{202F}234,6"), (0.049, 1, "0"), (.infinity, 1, "–"),
        (10.10, 2, "10,1"),
    ])
    func decimalsHaveAComma(value: Double, decimals: Int, text: String) { #expect(FrenchText.decimal(value, decimals: decimals) == text) }

    @Test func datesAreWrittenOut() throws {
        #expect(FrenchText.date(try CivilDay(iso: "2026-11-23")) == "23\u{A0}novembre\u{A0}2026")
        #expect(FrenchText.date(try CivilDay(iso: "2026-05-01")) == "1er\u{A0}mai\u{A0}2026")
        #expect(FrenchText.dateWithWeekday(try CivilDay(iso: "2026-11-23")) == "lundi 23\u{A0}novembre\u{A0}2026")
    }

    @Test(arguments: [
        ("2026-11-17", "2026-11-23", "du 17 au 23\u{A0}novembre\u{A0}2026"), ("2026-10-28", "2026-11-03", "du 28\u{A0}octobre au 3\u{A0}novembre\u{A0}2026"),
        ("2026-12-29", "2027-01-04", "du 29\u{A0}décembre\u{A0}2026 au 4\u{A0}janvier\u{A0}2027"),
    ])
    func periodsSayNoMoreThanTheyMust(first: String, last: String, text: String) throws {
        #expect(FrenchText.period(from: try CivilDay(iso: first), through: try CivilDay(iso: last)) == text)
    }

    @Test func hoursAndCounts() {
        #expect(FrenchText.time(hour: 7, minute: 0) == "7\u{A0}h\u{A0}00")
        #expect(FrenchText.count(0, "commune", "communes") == "0\u{A0}commune")
        #expect(FrenchText.count(1, "commune", "communes") == "1\u{A0}commune")
        #expect(FrenchText.count(1_500, "commune", "communes") == "1\u{202F}500\u{A0}communes")
    }

    @Test(arguments: [(-0.04, "0,0"), (-3.06, "−3,1"), (12.96, "13,0"), (1234.5, "1\u{202F}234,5"), (.nan, "–")])
    func figuresBesideEachOtherHaveOneDecimal(value: Double, text: String) { #expect(FrenchText.tenths(value) == text) }

    @Test func sharesAreWholeOnlyWhenTheyAre() {
        #expect(FrenchText.percent(2.0 / 344) == "moins de 1\u{A0}%" && FrenchText.percent(0) == "0\u{A0}%" && FrenchText.percent(0.01) == "1\u{A0}%")
        #expect(FrenchText.percent(0.999) == "99\u{A0}%" && FrenchText.percent(1) == "100\u{A0}%" && FrenchText.percent(2) == "100\u{A0}%")
        #expect(FrenchText.rounded(.infinity) == "1\u{202F}000\u{202F}000\u{202F}000\u{202F}000\u{202F}000" && FrenchText.rounded(-2.6) == "−3")
        #expect(FrenchText.loose(FrenchText.space + "mai") == " mai" && FrenchText.capitalized("été") == "Été")
    }

    @Test func levelsAndActionsHaveTheirWords() {
        #expect(Level.allCases.map(\.french) == ["vert", "jaune", "orange", "rouge", "indéterminé"])
        #expect(Set(AlertAction.allCases.map { AlertActionWords($0).name }).count == AlertAction.allCases.count)
        #expect(Set(AlertEventKind.allCases.map(\.french)).count == AlertEventKind.allCases.count)
        #expect(Set(Place.allCases.map(\.label)).count == Place.allCases.count && Set(Cause.allCases.map(\.label)).count == Cause.allCases.count)
    }
}

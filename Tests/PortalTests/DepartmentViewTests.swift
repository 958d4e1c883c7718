import Contracts
import LiveCopies
import Mortality
import Runtime
import TestBench
import Testing

@testable import Portal

@Suite struct DepartmentViewTests {
    @Test func addsUpTheDayAndTheSevenDaysThatEndWithIt() throws {
        let day = try Given.march(10)
        let counts = try Given.counts(
            [
                Given.cell(try Given.vannes, day, 2, place: .careHome, cause: .covidConfirmed),
                Given.cell(try Given.lorient, day, 1, place: .home, cause: .other),
                Given.cell(try Given.lorient, day.advanced(by: -6), 4),
                // The eighth day back is not among the seven.
                Given.cell(try Given.lorient, day.advanced(by: -7), 100),
            ], reports: [Given.report(try Given.vannes, day, at: 1_583_830_800_000_000), Given.report(try Given.lorient, day, at: 5)])
        let answer = DepartmentView(entry: try Given.entry(), day: day, today: try Given.march(12), viewer: .prefecture)
            .department(counts, try Given.assessments(day, level: .yellow, expected: 3.14159))
        #expect(answer.deaths == 3)
        #expect(answer.deaths7 == 7)
        #expect(answer.byPlace == ["home": 1, "careHome": 2, "healthFacility": 0, "publicSpace": 0, "other": 0, "unknown": 0])
        #expect(answer.byCause == ["covidConfirmed": 2, "covidSuspected": 0, "other": 1, "unknown": 0])
        // 7 deaths among 126,000 inhabitants.
        #expect(answer.rate == 5.556)
        #expect(answer.expected == 3.142)
        #expect(answer.zScore == 1.235)
        #expect(answer.level == "yellow")
        #expect(answer.completeness == 2.0 / 3)
        #expect(answer.reportedCommunes == 2)
        #expect(answer.communes == 3)
        #expect(answer.date == "2020-03-10")
        #expect(answer.today == "2020-03-12")
        #expect(answer.updatedAt == "2020-03-10T09:00:00.000Z")
    }

    @Test func tellsNothingWhereNothingIsKnown() throws {
        let view = DepartmentView(entry: try Given.entry(populations: [0, 0, 0]), day: try Given.march(10), today: try Given.march(10), viewer: .prefecture)
        let answer = view.department(CountsReplica(), AssessmentReplica())
        #expect(answer.rate == nil)
        #expect(answer.expected == nil)
        #expect(answer.zScore == nil)
        #expect(answer.level == "unknown")
        #expect(answer.completeness == 0)
        #expect(answer.updatedAt == nil)
        let text = String(decoding: try JSONAnswer.bytes(answer), as: UTF8.self)
        for field in ["expected", "lower", "rate", "updatedAt", "upper", "zScore"] { #expect(text.contains("\"\(field)\":null")) }
    }

    @Test func tellsNoScoreWhereThereIsNoLevel() throws {
        let day = try Given.march(10)
        let answer = DepartmentView(entry: try Given.entry(), day: day, today: day, viewer: .prefecture)
            .department(CountsReplica(), try Given.assessments(day, level: .unknown, expected: 10, z: 9))
        #expect(answer.expected == 10)
        #expect(answer.zScore == nil)
    }

    @Test func tellsWhatIsStillToComeAndHowRareTheClusterIs() throws {
        let day = try Given.march(10)
        var assessments = AssessmentReplica()
        assessments.apply(
            department: try Given.morbihan,
            [
                DepartmentAssessment(
                    department: try Given.morbihan, day: day, level: .green, observed: 7, expectation: nil, reportedDays: 7, reportedShare: 1,
                    method: "test", nowcast: 9.87654, clusterRecurrence: 340.12345, version: 1)
            ])
        let view = DepartmentView(entry: try Given.entry(), day: day, today: day, viewer: .prefecture)
        let answer = view.department(CountsReplica(), assessments)
        #expect(answer.nowcast == 9.877 && answer.clusterRecurrence == 340.123)
        let days = view.series(from: day.advanced(by: -1), CountsReplica(), assessments).days
        #expect(days.map(\.nowcast) == [nil, 9.877] && days.map(\.clusterRecurrence) == [nil, 340.123])
        #expect(String(decoding: try JSONAnswer.bytes(days), as: UTF8.self).contains("\"nowcast\":null"))
    }

    @Test func tellsWhoseDeathsAreJudged() throws {
        let day = try Given.march(10)
        func answer(_ ground: JudgedGround, days: Int = 7) throws -> (judged: JudgedOnAnswer?, commune: Double?, text: String) {
            var assessments = try Given.assessments(day, level: .green, expected: 8)
            assessments.apply(
                department: try Given.morbihan,
                [
                    DepartmentAssessment(
                        department: try Given.morbihan, day: day, level: .green, rules: 2, ground: ground, length: days, observed: 7,
                        expectation: Expectation(expected: 8, lower: 3, upper: 14, zScore: -0.3, phi: 1), reportedDays: days, reportedShare: 0.5,
                        method: "test", version: 99)
                ])
            let view = DepartmentView(entry: try Given.entry(), day: day, today: day, viewer: .prefecture)
            let told = view.department(CountsReplica(), assessments).judgedOn
            return (
                told, view.communes(CountsReplica(), assessments).communes.first { $0.commune == "56260" }?.expected,
                String(decoding: try JSONAnswer.bytes(told), as: UTF8.self)
            )
        }
        let panel = try answer(.panel(communes: 231, share: 0.8))
        #expect(panel.judged?.kind == "panel" && panel.judged?.communes == 231 && panel.judged?.share == 0.8 && panel.judged?.deaths == 7)
        #expect(panel.judged?.rules == 2 && panel.judged?.days == 7)
        // A commune's part is of what the whole department expects: half of 10.
        #expect(panel.commune == 5)
        let bound = try answer(.lowerBound, days: 2)
        #expect(bound.judged?.kind == "lowerBound" && bound.judged?.share == 1 && bound.judged?.days == 2)
        #expect(bound.commune == 4)
        #expect(bound.text.contains("\"communes\":null"))
    }

    @Test func tellsAZeroFromASilence() throws {
        let day = try Given.march(10)
        let counts = try Given.counts(
            [Given.cell(try Given.vannes, day, 2), Given.cell(try Given.vannes, day.advanced(by: -1), 1)],
            reports: [
                Given.report(try Given.vannes, day), Given.report(try Given.vannes, day.advanced(by: -1)), Given.report(try Given.auray, day),
                Given.report(try Given.lorient, day.advanced(by: -6)),
            ])
        let answer = DepartmentView(entry: try Given.entry(), day: day, today: day, viewer: .prefecture)
            .communes(counts, try Given.assessments(day, level: .green, expected: 8))
        let communes = Dictionary(uniqueKeysWithValues: answer.communes.map { ($0.commune, $0) })
        #expect(answer.communes.map(\.commune) == ["56007", "56121", "56260"])
        // Auray declared that nobody died; Lorient said nothing that day, and did six days before.
        #expect(communes["56007"]?.deaths == 0 && communes["56007"]?.reported == true)
        #expect(communes["56121"]?.deaths == 0 && communes["56121"]?.reported == false)
        #expect(communes["56121"]?.reported7 == true && communes["56121"]?.reportedDays == 1)
        #expect(communes["56260"]?.deaths == 2 && communes["56260"]?.deaths7 == 3 && communes["56260"]?.reportedDays == 2)
        #expect(communes["56260"]?.expected == 4)
        #expect(communes["56007"]?.expected == nil)
    }

    @Test func leavesNoDayOutOfASeries() throws {
        let first = try CivilDay(iso: "2020-02-27")
        let last = try CivilDay(iso: "2020-03-02")
        let counts = try Given.counts([Given.cell(try Given.vannes, try CivilDay(iso: "2020-02-29"), 5)])
        let answer = DepartmentView(entry: try Given.entry(), day: last, today: last, viewer: .prefecture)
            .series(from: first, counts, try Given.assessments(last, level: .red, expected: 2, z: 8))
        #expect(answer.days.map(\.date) == ["2020-02-27", "2020-02-28", "2020-02-29", "2020-03-01", "2020-03-02"])
        #expect(answer.days.map(\.deaths) == [0, 0, 5, 0, 0])
        #expect(answer.days.map(\.deaths7) == [0, 0, 5, 5, 5])
        #expect(answer.days.map(\.level) == ["unknown", "unknown", "unknown", "unknown", "red"])
        #expect(answer.days.last?.zScore == 8)
    }

    @Test func outsideThePrefectureRedTakesAPerson() throws {
        let day = try Given.march(10)
        func view(_ viewer: Viewer, on day: CivilDay) throws -> DepartmentView {
            DepartmentView(entry: try Given.entry(), day: day, today: try Given.march(10), viewer: viewer)
        }
        var assessments = try Given.assessments(day, level: .red, expected: 3)
        func alert(_ confirmation: Mortality.Confirmation, version: UInt64) throws -> DepartmentAlert {
            DepartmentAlert(
                id: try AlertID(bytes: Array(repeating: 1, count: 16)), department: try Given.morbihan, level: .red, peakLevel: .red,
                firstDay: day.advanced(by: -2), lastDay: day, confirmation: confirmation, raisedAt: 1, closedAt: nil, explanation: "",
                version: version)
        }
        /// The level outside, of the day and in the series, which are the same; inside it is always red.
        func outside() throws -> String {
            #expect(try view(.prefecture, on: day).department(CountsReplica(), assessments).level == "red")
            #expect(try view(.prefecture, on: day).series(from: day, CountsReplica(), assessments).days.map(\.level) == ["red"])
            let level = try view(.outside, on: day).department(CountsReplica(), assessments).level
            #expect(try view(.outside, on: day).series(from: day, CountsReplica(), assessments).days.map(\.level) == [level])
            return level
        }
        // Where there is no alert, nobody stands behind it.
        #expect(try outside() == "orange")
        assessments.apply(department: try Given.morbihan, alerts: [try alert(.pending, version: 2)])
        #expect(try outside() == "orange")
        assessments.apply(department: try Given.morbihan, alerts: [try alert(.confirmed, version: 3)])
        #expect(try outside() == "red")
        // What comes late changes nothing; a change of mind does.
        assessments.apply(department: try Given.morbihan, alerts: [try alert(.pending, version: 2)])
        #expect(try outside() == "red")
        assessments.apply(department: try Given.morbihan, alerts: [try alert(.declined, version: 4)])
        #expect(try outside() == "orange")
        #expect(try view(.outside, on: day.advanced(by: -9)).department(CountsReplica(), assessments).level == "unknown")
    }
}

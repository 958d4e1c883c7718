import Contracts
import LiveCopies
import Mortality
import Runtime
import Web

/// Describes a department on a day for a viewer, out of the copies of counts and judgements.
struct DepartmentView: Sendable {
    let entry: DepartmentEntry
    let day: CivilDay
    let today: CivilDay
    let viewer: Viewer

    func department(_ counts: CountsReplica, _ assessments: AssessmentReplica) -> DepartmentAnswer {
        let communes = counts.communes(of: self.entry.code, on: self.day)
        var byPlace = Dictionary(uniqueKeysWithValues: Place.allCases.map { ($0.rawValue, 0) })
        var byCause = Dictionary(uniqueKeysWithValues: Cause.allCases.map { ($0.rawValue, 0) })
        for commune in communes.values {
            for (place, cause, deaths) in commune.byKind {
                byPlace[place.rawValue, default: 0] += deaths
                byCause[cause.rawValue, default: 0] += deaths
            }
        }
        let deaths7 = counts.deaths7(of: self.entry.code, endingOn: self.day)
        let assessment = assessments.assessment(of: self.entry.code, on: self.day, for: self.viewer)
        let told = self.told(communes)
        let reported = self.entry.communes.count { told[$0.code]?.isReported ?? false }
        return DepartmentAnswer(
            department: self.entry.code.text, name: self.entry.name, date: self.day.description, today: self.today.description,
            zone: self.entry.zone,
            deaths: counts.deaths(of: self.entry.code, on: self.day), deaths7: deaths7,
            nowcast: (assessment?.nowcast).map(Figure.rounded), byPlace: byPlace, byCause: byCause,
            rate: MortalityRate.crude(deaths: deaths7, population: self.entry.population).map(Figure.rounded),
            expected: assessment?.expectation.map { Figure.rounded($0.expected) }, lower: assessment?.expectation.map { Figure.rounded($0.lower) },
            upper: assessment?.expectation.map { Figure.rounded($0.upper) },
            // A z of half-declared days would alarm or lull: it is told only where a level is.
            zScore: assessment.flatMap { $0.level == .unknown ? nil : $0.expectation.map { Figure.rounded($0.zScore) } },
            level: (assessment?.level ?? .unknown).rawValue, judgedOn: assessment.map { JudgedOnAnswer($0) },
            clusterRecurrence: (assessment?.clusterRecurrence).map(Figure.rounded),
            completeness: self.entry.communes.isEmpty ? 0 : Double(reported) / Double(self.entry.communes.count),
            communes: self.entry.communes.count, reportedCommunes: reported, population: self.entry.population,
            updatedAt: counts.lastReceivedAt(in: self.entry.code)?.text)
    }

    /// Regroups the reports of a day by the communes of today: the deaths, and whether the commune declared.
    private func told(_ known: CommunesOfDay) -> [CommuneCode: (deaths: Int, isReported: Bool)] {
        let told = known.reduce(into: [CommuneCode: (deaths: Int, isReported: Bool)]()) { $0[$1.key] = ($1.value.deaths, $1.value.isReported) }
        return self.entry.ofToday(told) { one, other in
            (one.0 + other.0, one.1 || other.1)
        }
    }

    func communes(_ counts: CountsReplica, _ assessments: AssessmentReplica) -> CommunesAnswer {
        let known = self.told(counts.communes(of: self.entry.code, on: self.day))
        let week = self.entry.ofToday(counts.week(of: self.entry.code, endingOn: self.day)) { one, other in
            (one.deaths + other.deaths, max(one.reportedDays, other.reportedDays))
        }
        return CommunesAnswer(
            department: self.entry.code.text, date: self.day.description,
            communes: self.entry.communes.map { commune in
                let (deaths7, reportedDays) = week[commune.code] ?? (0, 0)
                return CommuneAnswer(
                    commune: commune.code.text, name: commune.name, deaths: known[commune.code]?.deaths ?? 0, deaths7: deaths7,
                    expected: assessments.expected(of: commune.code, on: self.day).map(Figure.rounded),
                    rate: MortalityRate.crude(deaths: deaths7, population: commune.population).map(Figure.rounded),
                    level: Level.unknown.rawValue, reported: known[commune.code]?.isReported ?? false, reportedDays: reportedDays,
                    reported7: reportedDays > 0)
            })
    }

    func series(from first: CivilDay, _ counts: CountsReplica, _ assessments: AssessmentReplica) -> SeriesAnswer {
        SeriesAnswer(
            department: self.entry.code.text,
            days: CivilDay.days(from: first, through: self.day).map { day in
                let assessment = assessments.assessment(of: self.entry.code, on: day, for: self.viewer)
                return SeriesDay(
                    date: day.description, deaths: counts.deaths(of: self.entry.code, on: day),
                    deaths7: counts.deaths7(of: self.entry.code, endingOn: day), nowcast: (assessment?.nowcast).map(Figure.rounded),
                    expected: assessment?.expectation.map { Figure.rounded($0.expected) },
                    lower: assessment?.expectation.map { Figure.rounded($0.lower) },
                    upper: assessment?.expectation.map { Figure.rounded($0.upper) },
                    zScore: assessment.flatMap { $0.level == .unknown ? nil : $0.expectation.map { Figure.rounded($0.zScore) } },
                    level: (assessment?.level ?? .unknown).rawValue, judgedOn: assessment.map { JudgedOnAnswer($0) },
                    clusterRecurrence: (assessment?.clusterRecurrence).map(Figure.rounded))
            })
    }
}

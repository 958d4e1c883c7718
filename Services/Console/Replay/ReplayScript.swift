import Mortality
import Reference

/// A replay's steps in order, and what the counts must be when all are taken.
struct ReplayScript: Sendable {
    let steps: [ReplayStep]

    /// The deaths of each department and day, as the script's last step leaves them.
    var totals: [DepartmentCode: [CivilDay: Int]] {
        self.steps.reduce(into: [:]) { totals, step in
            for news in step.news { totals[news.department, default: [:]][news.day] = news.count.deaths }
        }
    }

    /// Makes a script of each day's totals as they were published last, told on the day itself.
    init(totals: [DailyDeaths<DepartmentCode>], days: ClosedRange<CivilDay>) {
        self.init(totals.lazy.filter { days.contains($0.day) }.map { (.init(department: $0.place, day: $0.day, count: .total($0.deaths)), $0.day) })
    }

    /// Makes a script of each day's counts by commune, told on the day itself. A day on which a department counts nobody is a day without a
    /// death, from the first to the last day that is known.
    init(counts: [DailyDeaths<CommuneCode>], of departments: [DepartmentCode], days: ClosedRange<CivilDay>) {
        var byDay: [CivilDay: [DepartmentCode: [CommuneCode: Int]]] = [:]
        for count in counts where days.contains(count.day) {
            byDay[count.day, default: [:]][count.place.department, default: [:]][count.place, default: 0] += count.deaths
        }
        let known = byDay.keys.sorted()
        let all = known.first.map { CivilDay.days(from: $0, through: known.last ?? $0) } ?? []
        self.init(
            all.flatMap { day in
                departments.map { (.init(department: $0, day: day, count: .byCommune(byDay[day]?[$0] ?? [:])), day) }
            })
    }

    /// Makes a script of what each publication told, as far as it had changed since the one before. A total that a publication left out stays
    /// as it was.
    init(vintages: [Vintage], days: ClosedRange<CivilDay>) {
        var known: [DepartmentCode: [CivilDay: Int]] = [:]
        var news: [(ReplayStep.News, CivilDay)] = []
        for vintage in vintages.sorted(by: { $0.published < $1.published }) {
            for total in vintage.totals where days.contains(total.day) && known[total.place]?[total.day] != total.deaths {
                known[total.place, default: [:]][total.day] = total.deaths
                news.append((.init(department: total.place, day: total.day, count: .total(total.deaths)), vintage.published))
            }
        }
        self.init(news)
    }

    private init(_ news: some Sequence<(ReplayStep.News, CivilDay)>) {
        self.steps = Dictionary(grouping: news, by: \.1).sorted { $0.key < $1.key }.map { day, news in
            ReplayStep(day: day, news: news.map(\.0).sorted { ($0.day, $0.department) < ($1.day, $1.department) })
        }
    }
}

import Foundation
import Judging
import Mortality
import Reference
import Surveillance

/// The pasts of departments, two years of days each: the real ones of 2018 and 2019, or drawn ones of all sizes.
struct PastData {
    /// `real` or `synthetic`.
    let source: String
    /// By department's code.
    let pasts: [(code: String, days: [CivilDay: Int])]

    static let first = "2018-01-01"
    static let last = "2019-12-31"

    init(folder: URL) throws {
        let file = folder.appending(path: "deaths/daily-by-department.csv.gz")
        let (first, last) = (try CivilDay(iso: Self.first), try CivilDay(iso: Self.last))
        if FileManager.default.isReadableFile(atPath: file.path) {
            var pasts: [String: [CivilDay: Int]] = [:]
            for told in try PublishedDeaths.departments(OfficialFolder(path: folder.path), wanted: { _ in true }) where first <= told.day && told.day <= last {
                pasts[told.place.text, default: [:]][told.day] = told.deaths
            }
            self.source = "real"
            self.pasts = pasts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        } else {
            self.source = "synthetic"
            self.pasts = Self.drawn(CivilDay.days(from: first, through: last))
        }
        guard !self.pasts.isEmpty else { throw BenchError(reason: "\(file.path) holds no deaths of 2018 and 2019") }
    }

    /// Poisson days around 14 to 420 deaths a week, a tenth more in winter.
    private static func drawn(_ days: [CivilDay]) -> [(code: String, days: [CivilDay: Int])] {
        (0..<95).map { index in
            var random = ReplicateGenerator(seed: UInt64(index))
            let weekly = 14 * pow(30, Double(index) / 94)
            let deaths = days.map { day in
                let season = 1 + 0.1 * cos(2 * Double.pi * Double(day.daysSinceEpoch) / 365.25)
                return (day, random.poisson(weekly / 7 * season))
            }
            return ("D\(index)", Dictionary(uniqueKeysWithValues: deaths))
        }
    }
}

import Mortality

/// Deaths of the past under the communes that they are kept with: a commune of today, one that ceased and is still known, else the one that an
/// old code leads to.
struct PlacedDeaths: Sendable {
    private(set) var communes: [DepartmentCode: [DailyDeaths<CommuneCode>]] = [:]
    private(set) var places: [DepartmentCode: [PlaceDeaths]] = [:]
    /// The deaths of departments, added up from deaths one by one.
    private(set) var sums: [DepartmentCode: [DailyDeaths<DepartmentCode>]] = [:]
    /// The deaths at codes that lead to no commune.
    private(set) var unplaced: [CommuneCode: Int] = [:]

    /// Places deaths under communes.
    ///
    /// - Parameter home: where a code's deaths are kept; `nil` for a code that leads nowhere.
    init(_ deaths: OfficialDeaths, wanted: (DepartmentCode) -> Bool, home: (CommuneCode) -> CommuneCode?) {
        var counts: [CommuneCode: [CivilDay: Int]] = [:]
        var kinds: [CommuneCode: [CivilDay: [Place: Int]]] = [:]
        var sums: [DepartmentCode: [CivilDay: Int]] = [:]
        for (code, days) in deaths.communes {
            guard let place = home(code) else {
                if wanted(code.department) { self.unplaced[code, default: 0] += days.values.reduce(0, +) }
                continue
            }
            guard wanted(place.department) else { continue }
            counts[place, default: [:]].merge(days) { $0 + $1 }
        }
        var certified: [CommuneCode: [CivilDay: Int]] = [:]
        for (code, days) in deaths.certificates.counts {
            let place = home(code)
            let department = (place ?? code).department
            guard wanted(department) else { continue }
            for (day, places) in days {
                let number = places.values.reduce(0, +)
                sums[department, default: [:]][day, default: 0] += number
                guard let place else {
                    self.unplaced[code, default: 0] += number
                    continue
                }
                certified[place, default: [:]][day, default: 0] += number
                kinds[place, default: [:]][day, default: [:]].merge(places) { $0 + $1 }
            }
        }
        // A file of certificates is of all deaths; one of deceased persons, of those registered by the end of a month.
        for (place, days) in certified { counts[place, default: [:]].merge(days) { $1 } }
        for (department, spans) in deaths.certificates.spans where wanted(department) {
            for day in spans.flatMap({ CivilDay.days(from: $0.lowerBound, through: $0.upperBound) }) where sums[department]?[day] == nil {
                sums[department, default: [:]][day] = 0
            }
        }
        for (place, days) in counts.sorted(by: { $0.key < $1.key }) {
            self.communes[place.department, default: []] += days.sorted { $0.key < $1.key }.map { DailyDeaths(place: place, day: $0.key, deaths: $0.value) }
        }
        for (commune, days) in kinds.sorted(by: { $0.key < $1.key }) {
            for (day, places) in days.sorted(by: { $0.key < $1.key }) {
                self.places[commune.department, default: []] += places.sorted { $0.key.number < $1.key.number }
                    .map { PlaceDeaths(commune: commune, day: day, place: $0.key, deaths: $0.value) }
            }
        }
        self.sums = Dictionary(
            uniqueKeysWithValues: sums.map { department, days in
                (department, days.sorted { $0.key < $1.key }.map { DailyDeaths(place: department, day: $0.key, deaths: $0.value) })
            })
    }
}

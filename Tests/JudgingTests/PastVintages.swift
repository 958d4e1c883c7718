import Mortality
import Surveillance
import Testing

/// What INSEE had published of each day and department, from one publication of 2020 and 2021 to the next.
///
/// A publication tells all deaths of the days up to 11 days before it, and those declared electronically of the four days
/// after: three quarters of the deaths after 7 days, nine tenths after 11, 98 % after a month. Both are a number known so far.
/// Publications were a week apart in spring 2020, later those that are kept are one to seven weeks apart.
struct PastVintages {
    /// The first delay at which anything is told, in days.
    static let youngest = 7
    /// After so many days more a count is complete: less than 1 % comes later.
    static let longest = 49
    static let start = try? CivilDay(iso: "2020-03-01")

    static let all = Self()

    let publications: [CivilDay]
    let departments: [String]
    /// Deaths known, by department and day, at each publication that told that day.
    private let known: [String: [CivilDay: [(publication: Int, deaths: Int)]]]

    private init() {
        var days: [String: CivilDay] = [:]
        func day(_ text: String) -> CivilDay? {
            if let known = days[text] { return known }
            days[text] = try? CivilDay(iso: text)
            return days[text]
        }
        let lines = PastDeaths.lines(of: PastDeaths.vintages).filter { $0.count >= 5 }
        let publications = Set(lines.map { $0[0] }).sorted()
        let places = Dictionary(uniqueKeysWithValues: zip(publications, publications.indices))
        var known: [String: [CivilDay: [(publication: Int, deaths: Int)]]] = [:]
        for line in lines {
            guard let place = places[line[0]], let date = day(line[1]), let deaths = Int(line[3]) ?? Int(line[4]) else { continue }
            known[line[2], default: [:]][date, default: []].append((place, deaths))
        }
        self.publications = publications.compactMap(day)
        self.departments = known.keys.sorted()
        self.known = known.mapValues { $0.mapValues { $0.sorted { $0.publication < $1.publication } } }
    }

    /// What a publication told.
    func known(_ department: String, _ day: CivilDay, at publication: Int) -> Int? {
        self.known[department]?[day]?.first { $0.publication == publication }?.deaths
    }

    /// What a count became: for 2020 by the last release of 2021, for 2021 by the last publication 45 days after or later.
    func final(_ department: String, _ day: CivilDay) -> Int? {
        if day.year == 2020 { return PastDeaths.byDepartment[department]?[day] }
        guard let last = self.publications.last, day.distance(to: last) >= 45 else { return nil }
        return self.known(department, day, at: self.publications.count - 1)
    }

    /// A department's triangle as a publication and those before it told it: a row a day of death, a column a day of delay
    /// from ``youngest`` on. A day is looked at only when there is a publication, so most cells are gaps: nothing is
    /// interpolated. The last column holds the first look after the longest delay, however much later.
    func triangle(_ department: String, at publication: Int) throws -> DelayTriangle {
        let days = CivilDay.days(from: try #require(Self.start), through: self.publications[publication].advanced(by: -Self.youngest))
        return try DelayTriangle(
            days.map { day in
                var row: [Double?] = Array(repeating: nil, count: Self.longest + 1)
                var before = 0
                for look in self.known[department]?[day] ?? [] {
                    let delay = day.distance(to: self.publications[look.publication]) - Self.youngest
                    guard look.publication <= publication, delay >= 0, row[Self.longest] == nil else { continue }
                    row[min(delay, Self.longest)] = Double(look.deaths - before)
                    before = look.deaths
                }
                return row
            })
    }
}

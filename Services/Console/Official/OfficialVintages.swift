import Mortality

/// What INSEE had published on each date, from `deaths/vintages-by-department.csv`.
enum OfficialVintages {
    /// Reads the publications, in order, as far as they tell of departments that `wanted` accepts and of days in a span.
    ///
    /// Of the last days before each publication only electronic certificates were known, in most departments a small part:
    /// the total of such a day is empty, and it is left to the next publication. Half a total would read as a lull.
    static func read(
        _ folder: OfficialFolder, days: ClosedRange<CivilDay>, wanted: (DepartmentCode) -> Bool
    ) throws(ConsoleError) -> [Vintage] {
        let file = try DelimitedFile(path: folder.file("deaths/vintages-by-department.csv"))
        let places = try file.places(of: "published", "date", "department", "deaths")
        var codes: [String: DepartmentCode] = [:], dates: [String: CivilDay] = [:]
        var totals: [CivilDay: [DailyDeaths<DepartmentCode>]] = [:]
        while let row = try file.next() {
            for text in [row[places[0]], row[places[1]]] where dates[text] == nil { dates[text] = try file.day(text) }
            let text = row[places[2]]
            if codes[text] == nil { codes[text] = try file.valid { () throws(Rejection) in try DepartmentCode(text) } }
            guard let published = dates[row[places[0]]], let day = dates[row[places[1]]], let code = codes[text] else { continue }
            guard days.contains(day), wanted(code), !row[places[3]].isEmpty else { continue }
            totals[published, default: []].append(DailyDeaths(place: code, day: day, deaths: try file.count(row[places[3]])))
        }
        return totals.sorted { $0.key < $1.key }.map { Vintage(published: $0.key, totals: $0.value) }
    }
}

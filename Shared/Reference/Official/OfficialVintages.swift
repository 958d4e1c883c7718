public import Mortality

/// The totals of departments by day that INSEE had published by a date.
public struct Vintage: Hashable, Sendable {
    /// The day on which INSEE published them.
    public let published: CivilDay
    /// The deaths of each department and day as they were known then.
    public let totals: [DailyDeaths<DepartmentCode>]

    /// Makes a vintage of the rows of one publication.
    public init(published: CivilDay, totals: [DailyDeaths<DepartmentCode>]) {
        self.published = published
        self.totals = totals
    }
}

/// Reads what INSEE had published on each date, from `deaths/vintages-by-department.csv`.
public enum OfficialVintages {
    /// Reads the publications in order, for the departments that `wanted` accepts and the days of a span.
    ///
    /// Of the last days before each publication only electronic certificates were known, in most departments a small part:
    /// the total of such a day is empty, and it is left to the next publication. Half a total would read as a lull.
    ///
    /// - Throws: `ReferenceError` when there is no such file, or it cannot be read.
    public static func read(
        _ folder: OfficialFolder, days: ClosedRange<CivilDay>, wanted: (DepartmentCode) -> Bool
    ) throws(ReferenceError) -> [Vintage] {
        let file = try DelimitedFile(folder.required(.vintages))
        let (publication, date) = (try file.required(.published), try file.required(.day))
        let (place, number) = (try file.required(.deathDepartment), try file.required(.deaths))
        var codes: [String: DepartmentCode] = [:], dates: [String: CivilDay] = [:]
        var totals: [CivilDay: [DailyDeaths<DepartmentCode>]] = [:]
        while let row = try file.next() {
            for text in [row[publication], row[date]] where dates[text] == nil { dates[text] = try file.day(text) }
            let text = row[place]
            if codes[text] == nil { codes[text] = try file.department(text) }
            guard let published = dates[row[publication]], let day = dates[row[date]], let code = codes[text] else { continue }
            guard days.contains(day), wanted(code), !row[number].isEmpty else { continue }
            totals[published, default: []].append(DailyDeaths(place: code, day: day, deaths: try file.count(row[number])))
        }
        return totals.sorted { $0.key < $1.key }.map { Vintage(published: $0.key, totals: $0.value) }
    }
}

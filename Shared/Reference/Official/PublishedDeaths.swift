public import Mortality

/// Reads deaths by day out of a folder of official files, for whoever wants them alone: replays, benches, tests.
public enum PublishedDeaths {
    /// Reads the totals of departments, by department and day.
    ///
    /// - Throws: `ReferenceError` when a file cannot be read, or contradicts itself.
    public static func departments(
        _ folder: OfficialFolder, wanted: (DepartmentCode) -> Bool
    ) throws(ReferenceError) -> [DailyDeaths<DepartmentCode>] {
        try OfficialDeaths(folder, wanted: wanted, isWanted: { _ in false }).departments.sorted { $0.key < $1.key }.flatMap { code, days in
            days.sorted { $0.key < $1.key }.map { DailyDeaths(place: code, day: $0.key, deaths: $0.value) }
        }
    }

    /// Reads the counts of communes of today; those under old codes go to their successors, and those of arrondissements to their commune.
    ///
    /// - Throws: `ReferenceError` when a file cannot be read, or contradicts itself.
    public static func communes(
        _ folder: OfficialFolder, _ places: OfficialPlaces, wanted: (DepartmentCode) -> Bool
    ) throws(ReferenceError) -> [DailyDeaths<CommuneCode>] {
        let home: (CommuneCode) -> CommuneCode? = { code in
            let commune = code.municipality
            if places.communes[commune] != nil { return commune }
            return places.successions.end(of: code).successor.flatMap { places.communes[$0] == nil ? nil : $0 }
        }
        let deaths = try OfficialDeaths(folder, wanted: { _ in false }, isWanted: { wanted($0.department) || home($0) != nil })
        return PlacedDeaths(deaths, wanted: wanted, home: home).communes.sorted { $0.key < $1.key }.flatMap(\.value)
    }
}

import Mortality
import Reference

/// Makes the script of a replay out of a folder of official files.
struct ReplaySource: Sendable {
    enum Kind: Sendable {
        /// The replay takes the totals of departments as they were published last.
        case totals
        /// The replay takes the totals of departments as they became known, publication by publication.
        case asKnown
        /// The replay takes real counts by commune.
        case communes
    }

    let script: ReplayScript
    let grounds: [ReplayGround]
    /// Warnings for whoever replays, a sentence each.
    let remarks: [String]

    /// Reads the files that the kind needs.
    ///
    /// - Parameter codes: the departments; `nil` for all there are.
    /// - Throws: `ReferenceError` when a file is missing or cannot be read, when a department that was named is not in it, or
    ///   when nothing is known of the days.
    init(_ folder: OfficialFolder, kind: Kind, codes: Set<DepartmentCode>?, days: ClosedRange<CivilDay>) throws(ReferenceError) {
        let wanted: (DepartmentCode) -> Bool = { codes?.contains($0) ?? true }
        let places = try OfficialPlaces(folder, wanted: wanted)
        if let absent = codes?.subtracting(places.departments.keys).min() {
            throw ReferenceError("the files in \(folder.path) have no department \(absent)")
        }
        let communes = Dictionary(grouping: places.communes.values.filter { $0.municipality == nil }, by: \.code.department)
        let script: ReplayScript
        switch kind {
        case .totals:
            script = ReplayScript(totals: try PublishedDeaths.departments(folder, wanted: wanted), days: days)
        case .asKnown:
            script = ReplayScript(vintages: try OfficialVintages.read(folder, days: days, wanted: wanted), days: days)
        case .communes:
            script = ReplayScript(
                counts: try PublishedDeaths.communes(folder, places, wanted: wanted), of: communes.keys.sorted(), days: days)
        }
        let known = script.totals
        guard !script.steps.isEmpty else { throw ReferenceError("the files in \(folder.path) tell of no death from \(days.lowerBound) to \(days.upperBound)") }
        if let absent = codes?.subtracting(known.keys).min() {
            throw ReferenceError("the files in \(folder.path) tell nothing of department \(absent) from \(days.lowerBound) to \(days.upperBound)")
        }
        self.script = script
        self.grounds = communes.filter { known[$0.key] != nil }.map { department, communes in
            ReplayGround(department: department, populations: Dictionary(communes.map { ($0.code, $0.population ?? 0) }, uniquingKeysWith: { $1 }))
        }
        let length = days.lowerBound.distance(to: days.upperBound) + 1
        let short = known.filter { $0.value.count < length }.keys.sorted()
        var remarks: [String] = []
        if !short.isEmpty { remarks.append("not every day is known of \(short.map(\.text).joined(separator: ", ")); unknown days are not sent") }
        let absent = codes == nil ? communes.keys.filter { known[$0] == nil }.sorted() : []
        if !absent.isEmpty { remarks.append("nothing is known of \(absent.map(\.text).joined(separator: ", "))") }
        self.remarks = remarks
    }
}

public import Mortality

/// What a map says: every word of it, and the reading of every area. It does not say where things stand on the sheet.
public struct Choropleth: Sendable {
    /// What is shown of one area.
    public struct Value: Hashable, Sendable {
        /// What the area is painted by.
        public let reading: Reading
        /// What is said of it in words, after the area's name: `3 décès`.
        public let text: String

        /// Puts a reading and the same in words together.
        public init(_ reading: Reading, text: String) {
            self.reading = reading
            self.text = text
        }
    }

    /// How readings become classes and colours.
    public let scale: ValueScale
    /// The department, for the page that shows the map; `nil` for the nation.
    public let department: DepartmentCode?
    /// The day that the map is of.
    public let day: CivilDay
    /// What the map shows and where, in French.
    public let title: String
    /// The day or the days, in words.
    public let subtitle: String
    /// The totals of the map in one sentence.
    public let summary: String
    /// What a reader must know so as not to be misled.
    public let notes: [String]
    /// Where the figures and the contours come from.
    public let source: String
    /// The instant that the figures are of: `Données à jour à 7 h 00`.
    public let freshness: String
    private let values: [AreaCode: Value]

    /// Makes a map of words and readings. An area without a value has declared nothing.
    public init(
        scale: ValueScale, department: DepartmentCode?, day: CivilDay, title: String, subtitle: String, summary: String,
        notes: [String] = [], source: String, freshness: String, values: [AreaCode: Value]
    ) {
        self.scale = scale
        self.department = department
        self.day = day
        self.title = title
        self.subtitle = subtitle
        self.summary = summary
        self.notes = notes
        self.source = source
        self.freshness = freshness
        self.values = values
    }

    /// Returns what is shown of an area.
    public func value(of area: AreaCode) -> Value { self.values[area] ?? Self.silent }

    private static let silent = Value(.silent, text: "aucune déclaration")
}

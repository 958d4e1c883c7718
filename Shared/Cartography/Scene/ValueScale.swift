import French
public import Mortality

/// The classes that an indicator is painted in. They are fixed, so that two days can be compared side by side and a page
/// can repaint one commune without asking for the others.
public struct ValueScale: Hashable, Sendable {
    /// What the map shows.
    public let indicator: Indicator
    /// What the areas are.
    public let division: MapDivision
    /// The legend's heading, in French.
    public let heading: String
    /// The classes in the order of the legend: values from low to high, then what is not a value.
    public let classes: [ValueClass]

    /// Makes the scale of an indicator.
    ///
    /// - deaths: whole numbers, one each as long as one death more is news, since most communes have none on most days.
    /// - rate: about the usual weekly rate of France (10 deaths a year for 1,000 people, 19 a week for 100,000) and doublings.
    /// - ratio: steps of the same factor on both sides of 1; between 0.8 and 1.25 is as expected.
    /// - completeness: days of seven, or for departments the share of their communes' days.
    ///
    /// - Parameter showsUnwatched: whether the legend tells of areas that Vigie does not watch.
    public init(_ indicator: Indicator, by division: MapDivision = .communes, showsUnwatched: Bool = false) {
        let (heading, classes) = Self.classes(indicator, division)
        self.indicator = indicator
        self.division = division
        self.heading = heading
        self.classes = classes + (showsUnwatched ? [Self.unwatched] : [])
    }

    private static func classes(_ indicator: Indicator, _ division: MapDivision) -> (heading: String, classes: [ValueClass]) {
        switch indicator {
        case .deaths where division == .departments:
            (
                indicator.heading,
                Self.values([(0, "Aucun décès"), (1, "1 à 9"), (10, "10 à 19"), (20, "20 à 39"), (40, "40 à 79"), (80, "80 ou plus")], Palette.deaths)
                    + [Self.silent]
            )
        case .completeness where division == .departments:
            (
                "Part des journées déclarées sur 7\u{A0}jours",
                Self.values(
                    [
                        (.leastNonzeroMagnitude, "moins de 50\u{202F}%"), (50, "50 à 80\u{202F}%"), (80, "80 à 95\u{202F}%"),
                        (95, "95\u{202F}% ou plus"),
                    ], Palette.completeness) + [Self.silent]
            )
        case .deaths:
            (
                indicator.heading,
                Self.values(
                    [(0, "Aucun décès"), (1, "1 décès"), (2, "2 décès"), (3, "3 ou 4"), (5, "5 à 9"), (10, "10 ou plus")], Palette.deaths)
                    + [Self.silent]
            )
        case .rate:
            (
                indicator.heading,
                Self.values(
                    [(0, "Aucun décès"), (.leastNonzeroMagnitude, "moins de 10"), (10, "10 à 20"), (20, "20 à 40"), (40, "40 à 80"), (80, "80 ou plus")],
                    Palette.rate) + [Self.undefined("Sans habitant"), Self.silent]
            )
        case .ratio:
            (
                indicator.heading,
                Self.values(
                    [
                        (0, "Aucun décès"), (.leastNonzeroMagnitude, "moins de 0,8"), (0.8, "0,8 à 1,25 (attendu)"), (1.25, "1,25 à 2"), (2, "2 à 4"),
                        (4, "4 à 8"), (8, "8 ou plus"),
                    ], Palette.ratio) + [Self.undefined("Pas d’historique"), Self.silent]
            )
        case .level:
            (
                indicator.heading,
                Level.allCases.map(Self.level)
            )
        case .completeness:
            (
                indicator.heading,
                Self.values([(1, "1 ou 2 jours"), (3, "3 ou 4 jours"), (5, "5 ou 6 jours"), (7, "7 jours")], Palette.completeness)
                    + [Self.silent]
            )
        }
    }

    /// Finds the class that a reading falls into, as an index of `classes`.
    public func index(of reading: Reading) -> Int {
        switch reading {
        case .silent: self.index(named: "none")
        case .undefined: self.index(named: "unknown")
        case .unwatched: self.index(named: "outside")
        case .level(let level): self.index(named: level.rawValue)
        case .value(let value):
            value.isNaN
                ? self.index(named: "unknown") : self.classes.lastIndex { $0.lower.map { $0 <= value } ?? false } ?? self.index(named: "none")
        }
    }

    /// The lower bounds of the classes of values, for a page that repaints the map. The least number above zero is 0+.
    var breaks: String {
        self.classes.compactMap(\.lower).map { $0 == .leastNonzeroMagnitude ? "0+" : PlainNumber.text($0) }.joined(separator: " ")
    }

    private func index(named name: String) -> Int {
        self.classes.firstIndex { $0.name == name } ?? self.classes.firstIndex { $0.name == "unknown" } ?? self.classes.count - 1
    }

    private static func values(_ bounds: [(lower: Double, label: String)], _ fills: [Fill]) -> [ValueClass] {
        zip(bounds, fills).enumerated().map { ValueClass(name: "v\($0)", label: $1.0.label, lower: $1.0.lower, fill: $1.1) }
    }

    private static let silent = ValueClass(name: "none", label: "Aucune déclaration", lower: nil, fill: Palette.silent)

    private static let unwatched = ValueClass(name: "outside", label: "Non suivi", lower: nil, fill: Palette.unwatched)

    private static func undefined(_ label: String) -> ValueClass {
        ValueClass(name: "unknown", label: label, lower: nil, fill: Palette.undefined)
    }

    private static func level(_ level: Level) -> ValueClass {
        let fill =
            switch level {
            case .green: Palette.green
            case .yellow: Palette.yellow
            case .orange: Palette.orange
            case .red: Palette.red
            case .unknown: Palette.unjudged
            }
        return ValueClass(name: level.rawValue, label: FrenchText.capitalized(level.french), lower: nil, fill: fill)
    }
}

/// One class of a map: which values it stands for, how they are painted, and what the legend says.
public struct ValueClass: Hashable, Sendable {
    /// The name of its class in CSS: `v0`, `v1`… for values, `none`, `unknown`, or a level.
    public let name: String
    /// What the legend says, in French.
    public let label: String
    /// The least value in it; `nil` where the class is of no values.
    public let lower: Double?
    /// How its areas are painted.
    public let fill: Fill
}

/// What a map knows of an area. That nothing was declared is not a zero.
public enum Reading: Hashable, Sendable {
    /// Nobody has declared anything.
    case silent
    /// Declared, but the indicator means nothing here: nobody lives there, or nothing is known of other years.
    case undefined
    /// Vigie does not watch here, or the reader may not see it.
    case unwatched
    case value(Double)
    case level(Level)
}

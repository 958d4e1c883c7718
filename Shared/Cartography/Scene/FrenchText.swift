public import Mortality

/// Numbers, dates and hours as French typography sets them, with no-break spaces where a line must not turn.
public enum FrenchText {
    /// Between the thousands of a number, and before ; ! ? %.
    public static let thin = "\u{202F}"
    /// Between a number and its unit, in dates, and before a colon.
    public static let space = "\u{A0}"

    private static let months = [
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre",
    ]
    private static let weekdays = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]

    /// `12 345`.
    public static func number(_ number: Int) -> String {
        var groups: [String] = []
        var rest = number.magnitude
        while rest >= 1_000 {
            let group = String(rest % 1_000)
            groups.append(String(repeating: "0", count: 3 - group.count) + group)
            rest /= 1_000
        }
        groups.append(String(rest))
        return (number < 0 ? "−" : "") + groups.reversed().joined(separator: Self.thin)
    }

    /// `1 234,5`: rounded to so many decimals, those that are zero left out.
    public static func decimal(_ value: Double, decimals: Int = 1) -> String {
        guard value.isFinite, value.magnitude < 1e12 else { return "–" }
        let factor = (0..<min(max(decimals, 0), 6)).reduce(1) { power, _ in power * 10 }
        let scaled = Int((value * Double(factor)).rounded())
        let whole = (scaled < 0 ? "−" : "") + Self.number(Int((scaled / factor).magnitude))
        guard scaled % factor != 0 else { return whole }
        var fraction = String((scaled % factor).magnitude + factor.magnitude).dropFirst()
        while fraction.last == "0" { fraction = fraction.dropLast() }
        return "\(whole),\(fraction)"
    }

    /// `23 novembre 2026`, `1er mai 2026`.
    public static func date(_ day: CivilDay) -> String {
        "\(Self.dayAndMonth(day))\(Self.space)\(day.year)"
    }

    /// `lundi 23 novembre 2026`.
    public static func dateWithWeekday(_ day: CivilDay) -> String { "\(Self.weekdays[day.weekday - 1]) \(Self.date(day))" }

    /// `du 17 au 23 novembre 2026`, naming the first day's month and year only where they differ.
    public static func period(from first: CivilDay, through last: CivilDay) -> String {
        let start =
            if first.year != last.year { Self.date(first) } else if first.month != last.month { Self.dayAndMonth(first) } else {
                Self.dayOfMonth(first)
            }
        return "du \(start) au \(Self.date(last))"
    }

    /// `07 h 00`.
    public static func time(hour: Int, minute: Int) -> String {
        let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
        return "\(two(hour))\(Self.space)h\(Self.space)\(two(minute))"
    }

    /// `1 décès`, `3 communes`: the second form from two on.
    public static func count(_ number: Int, _ one: String, _ many: String) -> String {
        "\(Self.number(number))\(Self.space)\(number.magnitude < 2 ? one : many)"
    }

    /// A number for machines: a point, no groups, at most two decimals.
    static func plain(_ value: Double) -> String {
        guard value.isFinite, value.magnitude < 1e9 else { return "0" }
        let hundredths = Int((value * 100).rounded())
        let sign = hundredths < 0 ? "-" : ""
        let (whole, fraction) = (hundredths.magnitude / 100, hundredths.magnitude % 100)
        if fraction == 0 { return "\(sign)\(whole)" }
        return fraction % 10 == 0 ? "\(sign)\(whole).\(fraction / 10)" : "\(sign)\(whole).\(fraction < 10 ? "0" : "")\(fraction)"
    }

    private static func dayOfMonth(_ day: CivilDay) -> String { day.day == 1 ? "1er" : "\(day.day)" }
    private static func dayAndMonth(_ day: CivilDay) -> String { "\(Self.dayOfMonth(day))\(Self.space)\(Self.months[day.month - 1])" }
}

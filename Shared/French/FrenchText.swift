public import Mortality

/// Writes numbers, dates and hours as French typography sets them, with no-break spaces where a line must not break.
public enum FrenchText {
    /// The narrow no-break space between the thousands of a number, and before ; ! ? %.
    public static let thin = "\u{202F}"
    /// The no-break space between a number and its unit, in dates, and before a colon.
    public static let space = "\u{A0}"

    private static let months = [
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre",
    ]
    private static let weekdays = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]

    /// A refusal or another remark as a sentence: with a capital, and a full stop where it ends with no sign of its own.
    public static func sentence(_ text: String) -> String {
        let whole = text.prefix(1).uppercased() + text.dropFirst()
        return whole.hasSuffix(".") || whole.hasSuffix("?") || whole.hasSuffix("!") ? whole : whole + "."
    }

    /// Writes a number with its thousands apart: `12 345`.
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

    /// Writes a number rounded to so many decimals, of which those that are zero are left out: `1 234,5`.
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

    /// Writes a date: `23 novembre 2026`, `1er mai 2026`.
    public static func date(_ day: CivilDay) -> String {
        "\(Self.dayAndMonth(day))\(Self.space)\(day.year)"
    }

    /// Writes a date with its weekday: `lundi 23 novembre 2026`.
    public static func dateWithWeekday(_ day: CivilDay) -> String { "\(Self.weekdays[day.weekday - 1]) \(Self.date(day))" }

    /// Writes a span of days: `du 17 au 23 novembre 2026`; the first day's month and year are named only where they differ.
    public static func period(from first: CivilDay, through last: CivilDay) -> String {
        let start =
            if first.year != last.year { Self.date(first) } else if first.month != last.month { Self.dayAndMonth(first) } else {
                Self.dayOfMonth(first)
            }
        return "du \(start) au \(Self.date(last))"
    }

    /// Writes a time of day: `7 h 00`, `9 h 13`: the hour as it is said, the minutes always with two digits.
    public static func time(hour: Int, minute: Int) -> String {
        let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
        return "\(hour)\(Self.space)h\(Self.space)\(two(minute))"
    }

    /// Writes a number and what it counts: `1 décès`, `3 communes`; the second form stands from two on.
    public static func count(_ number: Int, _ one: String, _ many: String) -> String {
        "\(Self.number(number))\(Self.space)\(number.magnitude < 2 ? one : many)"
    }

    /// Writes the nearest whole number.
    public static func rounded(_ value: Double) -> String { self.number(Int(max(-1e15, min(1e15, value.rounded())))) }

    /// Writes a number with one decimal always, as figures have that stand beside each other: `13,0`.
    public static func tenths(_ value: Double) -> String {
        guard !value.isNaN else { return "–" }
        let tenths = Int(max(-1e14, min(1e14, value * 10)).rounded())
        return "\(tenths < 0 ? "−" : "")\(self.number(abs(tenths / 10))),\(abs(tenths % 10))"
    }

    /// Writes a share in whole percent: `100 %` only when it is all, `0 %` only when it is none, and `moins de 1 %` between.
    public static func percent(_ share: Double) -> String {
        guard !share.isNaN else { return "–" }
        if share > 0, share < 0.01 { return "moins de 1\(Self.space)%" }
        return "\(Int((max(0, min(1, share)) * 100).rounded(.down)))\(Self.space)%"
    }

    /// Returns the text with the spaces of plain text, for sentences that go into messages: a line may break between day and month.
    public static func loose(_ text: String) -> String { text.replacing(Self.space, with: " ") }

    /// Returns the text with a capital at the beginning.
    public static func capitalized(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

    private static func dayOfMonth(_ day: CivilDay) -> String { day.day == 1 ? "1er" : "\(day.day)" }
    private static func dayAndMonth(_ day: CivilDay) -> String { "\(Self.dayOfMonth(day))\(Self.space)\(Self.months[day.month - 1])" }
}

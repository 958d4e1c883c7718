import Mortality

/// Numbers and days as French writes them.
enum FrenchFigures {
    /// Before a colon, a semicolon or a percent sign.
    static let space = "\u{A0}"

    /// A whole number, thousands apart: `1 234`.
    static func number(_ number: Int) -> String {
        let digits = String(number.magnitude)
        var text = ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place).isMultiple(of: 3) { text += "\u{202F}" }
            text.append(digit)
        }
        return number < 0 ? "\u{2212}\(text)" : text
    }

    /// The nearest whole number.
    static func rounded(_ number: Double) -> String { self.number(Int(max(-1e15, min(1e15, number.rounded())))) }

    /// One decimal: `5,1`.
    static func decimal(_ number: Double) -> String {
        let tenths = Int(max(-1e14, min(1e14, number * 10)).rounded())
        return "\(tenths < 0 ? "\u{2212}" : "")\(self.number(abs(tenths / 10))),\(abs(tenths % 10))"
    }

    /// A share in whole percent, `100 %` only when it is all.
    static func percent(_ share: Double) -> String {
        let percent = Int((max(0, min(1, share)) * 100).rounded(.down))
        return "\(percent)\(self.space)%"
    }

    /// `15 mars 2020`, `1er mars 2020`.
    static func day(_ day: CivilDay) -> String { "\(self.dayOfMonth(day)) \(self.months[day.month - 1]) \(day.year)" }

    /// `du 9 au 15 mars 2020`, `du 27 février au 4 mars 2020`.
    static func span(_ first: CivilDay, _ last: CivilDay) -> String {
        var text = "du \(self.dayOfMonth(first))"
        if first.year != last.year || first.month != last.month { text += " \(self.months[first.month - 1])" }
        if first.year != last.year { text += " \(first.year)" }
        return text + " au \(self.day(last))"
    }

    private static func dayOfMonth(_ day: CivilDay) -> String { day.day == 1 ? "1er" : "\(day.day)" }

    private static let months = [
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre",
    ]
}

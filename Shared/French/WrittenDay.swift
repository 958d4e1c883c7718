public import Mortality

/// Reads a day as a person or a spreadsheet writes it in French: day, month, year, in that order and never another.
///
/// Read are `20/11/2026`, `5/1/26`, `20-11-2026`, `20.11.2026`, `20 novembre 2026`, `20-nov.-26`, `vendredi 1er mai 2026`, and what
/// begins with a year of four digits: `2026-11-20`, `2026/11/20`. A time of day may follow and is left out. What has a zone
/// tells an instant, which may be another day where the commune is: only midnight is taken for the day that it names.
public enum WrittenDay {
    /// Returns the day that a text means.
    ///
    /// - Throws: `Rejection` of field `day` for a text that is none of these, and for a day that the calendar does not have.
    public static func read(_ text: String) throws(Rejection) -> CivilDay {
        var rest = text[...]
        guard rest.utf8.count <= 48, let (first, second, third) = self.parts(&rest), self.isTime(rest) else { throw self.unread }
        guard let month = self.month(second) else { throw self.unread }
        switch (first.count, third.count) {
        case (4, 1...2):
            guard let year = Int(first), let day = Int(third) else { throw self.unread }
            return try CivilDay(year: year, month: month, day: day)
        case (1...2, 4):
            guard let year = Int(third), let day = Int(first) else { throw self.unread }
            return try CivilDay(year: year, month: month, day: day)
        case (1...2, 2):
            guard let year = Int(third), let day = Int(first) else { throw self.unread }
            // Vigie's days begin in 1970: 70 to 99 can only be of the last century.
            return try CivilDay(year: year >= 70 ? 1900 + year : 2000 + year, month: month, day: day)
        default: throw self.unread
        }
    }

    private static let unread = Rejection(field: "day", reason: "not a day written as 20/11/2026 (day, month, year) or 2026-11-20")

    /// Reads the three parts of a date, digits or the month's name, and leaves what follows them.
    private static func parts(_ text: inout Substring) -> (Substring, Substring, Substring)? {
        self.skipWeekday(&text)
        guard let first = self.part(&text) else { return nil }
        if text.hasPrefix("er") { text = text.dropFirst(2) }
        guard let separator = self.separator(&text), let second = self.part(&text), self.separator(&text) == separator,
            let third = self.part(&text), third.allSatisfy(\.isASCIIDigit), first.allSatisfy(\.isASCIIDigit)
        else { return nil }
        return (first, second, third)
    }

    private static func skipWeekday(_ text: inout Substring) {
        let letters = text.prefix { $0.isLetter }
        guard Self.weekdays.contains(PlainWord.fold(String(letters))) else { return }
        text = text.dropFirst(letters.count).drop { $0 == "." || $0 == "," || $0.isWhitespace }
    }

    /// Reads one to four digits, or letters.
    private static func part(_ text: inout Substring) -> Substring? {
        let digits = text.prefix { $0.isASCIIDigit }
        let part = digits.isEmpty ? text.prefix { $0.isLetter } : digits
        guard !part.isEmpty, digits.count <= 4 else { return nil }
        text = text.dropFirst(part.count)
        // « nov. »
        if digits.isEmpty, text.first == "." { text = text.dropFirst() }
        return part
    }

    /// Reads a separator: `/`, `-`, `.` or a space.
    private static func separator(_ text: inout Substring) -> Character? {
        guard let first = text.first else { return nil }
        if first == "/" || first == "-" || first == "." {
            text = text.dropFirst()
            return first
        }
        guard first.isWhitespace else { return nil }
        text = text.drop(while: \.isWhitespace)
        return " "
    }

    private static func month(_ text: Substring) -> Int? {
        if text.allSatisfy(\.isASCIIDigit) { return text.count <= 2 ? Int(text) : nil }
        let word = PlainWord.fold(String(text))
        guard word.count >= 3 else { return nil }
        // « juin » and « juillet » differ in their fourth letter only.
        let found = self.months.indices.filter { self.months[$0].hasPrefix(word) }
        return found.count == 1 ? found.first.map { $0 + 1 } : self.shortMonths[word]
    }

    /// Tells whether a text is empty or a time of day: ` 00:00`, `T10:30:00.000`, ` à 14h30`; with a zone only midnight counts.
    private static func isTime(_ text: Substring) -> Bool {
        var rest = text
        if rest.allSatisfy(\.isWhitespace) { return true }
        guard rest.first == "T" || rest.first?.isWhitespace == true else { return false }
        rest = rest.dropFirst().drop(while: \.isWhitespace)
        if rest.hasPrefix("à ") { rest = rest.dropFirst(2) }
        var numbers: [Int] = []
        while numbers.count < 3 {
            let digits = rest.prefix { $0.isASCIIDigit }
            guard (1...2).contains(digits.count), let number = Int(digits) else { break }
            numbers.append(number)
            rest = rest.dropFirst(digits.count)
            guard let mark = rest.first, mark == ":" || mark == "h" else { break }
            rest = rest.dropFirst()
        }
        guard let hour = numbers.first, hour <= 24, numbers.dropFirst().allSatisfy({ $0 <= 60 }) else { return false }
        var isMidnight = numbers.allSatisfy { $0 == 0 }
        if rest.first == "." || rest.first == "," {
            let fraction = rest.dropFirst().prefix { $0.isASCIIDigit }
            isMidnight = isMidnight && fraction.allSatisfy { $0 == "0" }
            rest = rest.dropFirst(1 + fraction.count)
        }
        if rest.allSatisfy(\.isWhitespace) { return true }
        return isMidnight && self.isZone(rest)
    }

    /// Tells whether a text names a zone: `Z`, `+01:00`, `+0100`, ` UTC`.
    private static func isZone(_ text: Substring) -> Bool {
        let zone = text.filter { !$0.isWhitespace && $0 != ":" }
        if zone == "Z" || zone == "UTC" || zone == "GMT" { return true }
        let digits = zone.dropFirst()
        return (zone.first == "+" || zone.first == "-") && (digits.count == 2 || digits.count == 4) && digits.allSatisfy(\.isASCIIDigit)
    }

    private static let weekdays: Set<String> = [
        "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "lun", "mar", "mer", "jeu", "ven", "sam", "dim",
    ]
    private static let months = [
        "janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre",
    ]
    /// The short forms of months that are not the beginning of the month's name.
    private static let shortMonths = ["jul": 7]
}

extension Character {
    fileprivate var isASCIIDigit: Bool { self.isASCII && self.isWholeNumber }
}

extension WrittenDay {
    /// Writes a day in short: `20/11/2026`.
    public static func short(_ day: CivilDay) -> String {
        "\(day.day < 10 ? "0" : "")\(day.day)/\(day.month < 10 ? "0" : "")\(day.month)/\(day.year)"
    }
}

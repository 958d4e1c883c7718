/// The public holidays on which town halls are closed, department by department.
///
/// Everywhere those of article L3133-1 of the Code du travail. In Bas-Rhin, Haut-Rhin and Moselle also Good Friday and 26 December (article
/// L3134-13; Good Friday is one only in communes with a Protestant church or a mixed one: here the town hall is taken for closed in all of
/// them). Overseas also the day of the abolition of slavery (article L3422-2; for La Réunion, Guyane, Guadeloupe, Martinique and Mayotte also
/// décret n° 83-1003). What the territories of the Pacific and Saint-Pierre-et-Miquelon keep besides, by rules of their own, is not known here.
public enum PublicHolidays {
    /// Whether a day is one in a department.
    public static func contain(_ day: CivilDay, in department: DepartmentCode) -> Bool {
        let (month, number) = (day.month, day.day)
        if self.fixed.contains(where: { $0 == (month, number) }) { return true }
        if let abolition = self.abolitions[department.text], abolition == (month, number) { return true }
        let isAlsatian = self.alsaceMoselle.contains(department.text)
        if isAlsatian, (month, number) == (12, 26) { return true }
        guard let easter = self.easter(day.year) else { return false }
        switch easter.distance(to: day) {
        // Easter Monday, Ascension Day, Whit Monday.
        case 1, 39, 50: return true
        case -2: return isAlsatian
        default: return false
        }
    }

    /// Easter Sunday of a year of the Gregorian calendar; nothing outside the calendar of civil days.
    ///
    /// The algorithm is that of "Nature" of 20 April 1876, as Meeus gives it (Astronomical Algorithms, 2nd edition, chapter 8).
    public static func easter(_ year: Int) -> CivilDay? {
        let golden = year % 19
        let (century, rest) = (year / 100, year % 100)
        let correction = (century - (century + 8) / 25 + 1) / 3
        let epact = (19 * golden + century - century / 4 - correction + 15) % 30
        let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7
        let shift = (golden + 11 * epact + 22 * weekday) / 451
        let sum = epact + weekday - 7 * shift + 114
        return try? CivilDay(year: year, month: sum / 31, day: sum % 31 + 1)
    }

    private static let fixed = [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)]
    private static let alsaceMoselle: Set = ["57", "67", "68"]
    private static let abolitions: [String: (Int, Int)] = [
        "971": (5, 27), "972": (5, 22), "973": (6, 10), "974": (12, 20), "976": (4, 27), "977": (10, 9), "978": (5, 28),
    ]
}

/// A calendar that is turned one day at a time from 1 January 1900, a Monday: nothing in it is computed from a day number,
/// so that it shares no mistake with the one under test.
struct LeafCalendar: CustomStringConvertible {
    private(set) var year = 1900
    private(set) var month = 1
    private(set) var day = 1
    private(set) var weekday = 1
    private(set) var weekYear = 1900
    private(set) var week = 1

    /// Turns to the next day.
    mutating func turn() {
        self.day += 1
        if self.day > self.monthLength {
            self.day = 1
            self.month += 1
        }
        if self.month > 12 {
            self.month = 1
            self.year += 1
        }
        self.weekday = self.weekday % 7 + 1
        guard self.weekday == 1 else { return }
        // The week with the year's first Thursday is its first: its Monday is from 29 December to 4 January.
        switch (self.month, self.day) {
        case (12, 29...31):
            self.weekYear = self.year + 1
            self.week = 1
        case (1, 1...4):
            self.weekYear = self.year
            self.week = 1
        default:
            self.week += 1
        }
    }

    var iso: String { "\(self.year)-\(Self.twoDigits(self.month))-\(Self.twoDigits(self.day))" }
    var description: String { "\(self.iso), weekday \(self.weekday), week \(self.week) of \(self.weekYear)" }

    private var monthLength: Int {
        let isLeap = self.year.isMultiple(of: 400) || (self.year.isMultiple(of: 4) && !self.year.isMultiple(of: 100))
        return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][self.month - 1]
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

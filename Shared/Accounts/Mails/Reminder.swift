public import Mortality

/// The days of the week on which a town hall is open.
public struct OpenWeekdays: Hashable, Sendable {
    /// A bit for each day: bit 0 is Monday, bit 6 Sunday.
    public let bits: Int

    /// Monday to Friday, for a town hall that has chosen nothing.
    public static let usual = OpenWeekdays(known: 0b1_1111)

    private init(known bits: Int) { self.bits = bits }

    /// Reads stored bits; `nil` when no day, or a bit beyond Sunday's, is set.
    public init?(bits: Int) {
        guard (1...127).contains(bits) else { return nil }
        self.bits = bits
    }

    /// Takes weekdays of ISO 8601, 1 for Monday to 7 for Sunday; `nil` when there are none or others among them.
    public init?(_ numbers: some Sequence<Int>) {
        var bits = 0
        for number in numbers {
            guard (1...7).contains(number) else { return nil }
            bits |= 1 << (number - 1)
        }
        self.init(bits: bits)
    }

    /// Whether the town hall is open on a weekday of ISO 8601: 1 is Monday, 7 Sunday.
    public func contains(_ number: Int) -> Bool { (1...7).contains(number) && self.bits & 1 << (number - 1) != 0 }

    /// The weekdays of ISO 8601, 1 for Monday to 7 for Sunday, in order.
    public var numbers: [Int] { (1...7).filter { self.contains($0) } }
}

/// How a commune wants to be reminded by mail of a day for which nothing was declared.
public struct Reminder: Hashable, Sendable {
    /// The commune whose silence is reminded of.
    public let commune: CommuneCode
    /// The account whose e-mail address is written to.
    public let account: AccountID
    /// The account's e-mail address; `nil` where it has none.
    public let email: String?
    /// The hour from which on the reminder is sent, by the commune's clock: 0 to 23.
    public let hour: Int
    /// The weekdays on which the reminder is sent.
    public let weekdays: OpenWeekdays
    /// The last day that was reminded of; nothing before the first.
    public let lastOn: CivilDay?
}

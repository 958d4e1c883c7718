public import Mortality

/// The days of the week on which a town hall is open.
public struct OpenWeekdays: Hashable, Sendable {
    /// Bit 0 is Monday, bit 6 Sunday.
    public let bits: Int

    /// Monday to Friday.
    public static let usual = OpenWeekdays(known: 0b1_1111)

    private init(known bits: Int) { self.bits = bits }

    /// Reads what is stored; nothing for what opens on no day, or has other bits.
    public init?(bits: Int) {
        guard (1...127).contains(bits) else { return nil }
        self.bits = bits
    }

    /// Takes numbers of ISO 8601: 1 is Monday, 7 Sunday; nothing for none, or for others.
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

    /// As numbers of ISO 8601, in order.
    public var numbers: [Int] { (1...7).filter { self.contains($0) } }
}

/// When a commune is reminded, and where.
public struct Reminder: Hashable, Sendable {
    /// The commune whose silence is reminded of.
    public let commune: CommuneCode
    /// Whose address is written to.
    public let account: AccountID
    /// The account's e-mail address; nothing where it has none.
    public let email: String?
    /// From this hour on, by the commune's clock: 0 to 23.
    public let hour: Int
    /// The weekdays on which the reminder is sent.
    public let weekdays: OpenWeekdays
    /// The day that was reminded of last.
    public let lastOn: CivilDay?
}

/// Limits how many codes of the second factor may be tried: ten, then one every five minutes. Pure.
///
/// Only who has shown the account's right password gets here, so a refusal is no lock-out that a stranger can trigger; and holding
/// answers back, as ``SignInThrottle`` does, would be too little: of a million codes three are right at any time. At this pace
/// somebody with the password finds one with a chance of one in a thousand a day. A known device is measured by itself.
public struct SecondFactorThrottle: Sendable {
    private static let tries: Int64 = 10
    private var debts: DecayingDebts<[UInt8]>

    /// Makes a throttle that has seen no try yet.
    ///
    /// - Parameter capacity: How many accounts and devices are remembered.
    public init(capacity: Int = 20_000) {
        self.debts = DecayingDebts(capacity: capacity, interval: .seconds(300), ceiling: Self.tries)
    }

    /// How many accounts and devices are remembered.
    public var count: Int { self.debts.count }

    /// Counts a code that is about to be compared.
    ///
    /// - Parameter now: Microseconds since any fixed instant, the same for all calls.
    /// - Returns: `nil` when it may be, else after how long.
    public mutating func attempt(_ account: AccountID, mark: DeviceMark?, at now: Int64) -> Duration? {
        let party = Self.party(account, mark)
        let microseconds = self.debts.time(until: Self.tries - 1, for: party, at: now)
        guard microseconds == 0 else { return .seconds((microseconds + 999_999) / 1_000_000) }
        self.debts.charge(party, at: now)
        return nil
    }

    /// Takes back what a code cost that was right.
    public mutating func succeeded(_ account: AccountID, mark: DeviceMark?, at now: Int64) {
        self.debts.forgive(Self.party(account, mark), at: now)
    }

    private static func party(_ account: AccountID, _ mark: DeviceMark?) -> [UInt8] { mark?.device ?? account.bytes }
}

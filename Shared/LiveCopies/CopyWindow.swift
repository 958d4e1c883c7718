public import Mortality
public import Runtime

/// Which days a live copy always holds: those from so many days ago on. Older ones are asked for when somebody wants them.
public struct CopyWindow: Sendable {
    /// How many days a window has unless the settings tell otherwise.
    public static let usualDays = 60
    /// A shorter one would not hold what town halls, reminders and the last month are told from.
    public static let admittedDays = 31...3_660

    private let days: Int
    /// What older days may weigh together, in bytes.
    let olderBytes: Int
    private let now: @Sendable () -> Instant

    /// - Parameters:
    ///   - days: How many days back are always held.
    ///   - olderBytes: What older days may weigh together.
    ///   - now: The clock; tests give their own.
    public init(days: Int = Self.usualDays, olderBytes: Int = 16 << 20, now: @escaping @Sendable () -> Instant = { Instant.now }) {
        self.days = max(0, days)
        self.olderBytes = olderBytes
        self.now = now
    }

    /// Reads `VIGIE_COPY_DAYS`.
    ///
    /// - Throws: `SettingsError` for what is no number of days that a window may have.
    public init(_ settings: Settings) throws(SettingsError) {
        self.init(days: try settings.number("VIGIE_COPY_DAYS", default: Self.usualDays, in: Self.admittedDays))
    }

    /// The first day that is held now. A day is told with the sum of the seven that end with it, and somewhere it is still
    /// yesterday.
    var first: CivilDay { CivilDay(unixSeconds: self.now().seconds, offsetSeconds: 0).advanced(by: -self.days - 7) }
}

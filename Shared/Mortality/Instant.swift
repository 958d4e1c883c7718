/// An instant: microseconds since 1970, UTC.
///
/// Numbers become instants where they come in, from messages and from columns, and numbers again where they go out; between, an instant is told.
public struct Instant: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Microseconds since 1970, UTC; negative before.
    public let microseconds: Int64

    /// The instants that messages may name: from 1 January 1970 to the last microsecond of 31 December 2200.
    public static let admitted = Instant(microseconds: 0)..<Instant(microseconds: (Int64(CivilDay.last.daysSinceEpoch) + 1) * 86_400_000_000)

    /// Takes microseconds since 1970, UTC, of a clock or a database: any number of them is an instant.
    public init(microseconds: Int64) { self.microseconds = microseconds }

    /// Takes microseconds since 1970, UTC, as somebody else sent them.
    ///
    /// - Throws: `Rejection` of field `instant` for what is not ``admitted``.
    public init(sent microseconds: Int64) throws(Rejection) {
        self.init(microseconds: microseconds)
        guard Self.admitted.contains(self) else { throw Rejection(field: "instant", reason: "not an instant from 1970 to 2200") }
    }

    /// The beginning of a day in UTC.
    public init(beginningOf day: CivilDay) { self.init(microseconds: Int64(day.daysSinceEpoch) * 86_400_000_000) }

    /// The instant in whole seconds since 1970, rounded down.
    public var seconds: Int64 { self.parts.seconds }

    /// The instant in whole seconds, rounded down, and the microseconds beyond them.
    private var parts: (seconds: Int64, microseconds: Int64) {
        let (seconds, rest) = self.microseconds.quotientAndRemainder(dividingBy: 1_000_000)
        return rest < 0 ? (seconds - 1, rest + 1_000_000) : (seconds, rest)
    }

    /// Returns the nanoseconds since an earlier instant; 0 when that is not earlier, and never more than 64 bits hold.
    public func elapsed(since earlier: Instant) -> Int64 {
        let (passed, isTooLong) = self.microseconds.subtractingReportingOverflow(earlier.microseconds)
        guard self > earlier else { return 0 }
        let (nanoseconds, overflow) = passed.multipliedReportingOverflow(by: 1_000)
        return isTooLong || overflow ? .max : nanoseconds
    }

    /// Returns the instant that much later, to the microsecond; the last or the first that there is where it would lie beyond.
    public static func + (instant: Instant, duration: Duration) -> Instant {
        let (seconds, attoseconds) = duration.components
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
        let (span, isTooLong) = whole.addingReportingOverflow(attoseconds / 1_000_000_000_000)
        let (microseconds, isBeyond) = instant.microseconds.addingReportingOverflow(span)
        guard overflow || isTooLong || isBeyond else { return Instant(microseconds: microseconds) }
        return Instant(microseconds: duration < .zero ? .min : .max)
    }

    /// Returns the instant that much earlier, likewise.
    public static func - (instant: Instant, duration: Duration) -> Instant { instant + (.zero - duration) }

    /// Returns how much later one instant is than another.
    public static func - (later: Instant, earlier: Instant) -> Duration { .microseconds(later.microseconds) - .microseconds(earlier.microseconds) }

    /// The instant in RFC 3339, in UTC, with milliseconds: `2020-03-17T11:00:00.000Z`.
    public var text: String {
        let (seconds, microseconds) = self.parts
        return "\(Self.text(ofSeconds: seconds)).\(Self.padded(microseconds / 1_000, to: 3))Z"
    }

    /// The instant in RFC 3339, in UTC, with all six digits of the microseconds, so that what the audit hashes can be read off in full:
    /// `2020-03-17T11:00:00.000007Z`.
    public var textInFull: String {
        let (seconds, microseconds) = self.parts
        return "\(Self.text(ofSeconds: seconds)).\(Self.padded(microseconds, to: 6))Z"
    }

    /// Writes a day and a time of day in UTC: `2020-03-17T11:00:00`.
    private static func text(ofSeconds seconds: Int64) -> String {
        let days = seconds / 86_400 - (seconds % 86_400 < 0 ? 1 : 0)
        let (year, month, day) = CivilCalendar.date(ofDays: Int(days))
        let ofDay = seconds - days * 86_400
        let date = "\(self.padded(Int64(year), to: 4))-\(self.padded(Int64(month), to: 2))-\(self.padded(Int64(day), to: 2))"
        return "\(date)T\(self.padded(ofDay / 3_600, to: 2)):\(self.padded(ofDay % 3_600 / 60, to: 2)):\(self.padded(ofDay % 60, to: 2))"
    }

    private static func padded(_ number: Int64, to digits: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }

    /// Reads what ``text`` writes; `nil` for any other form.
    public init?(rfc3339 text: String) {
        guard let parts = text.wholeMatch(of: /(\d{4}-\d\d-\d\d)T(\d\d):(\d\d):(\d\d)\.(\d{3})Z/)?.output,
            let day = try? CivilDay(iso: String(parts.1)), let hour = Int64(parts.2), let minute = Int64(parts.3), let second = Int64(parts.4),
            let milliseconds = Int64(parts.5), hour < 24, minute < 60, second < 60
        else { return nil }
        let seconds = Int64(day.daysSinceEpoch) * 86_400 + hour * 3_600 + minute * 60 + second
        self.microseconds = seconds * 1_000_000 + milliseconds * 1_000
    }

    /// The instant, as ``textInFull``.
    public var description: String { self.textInFull }
    /// Orders instants, the earlier first.
    public static func < (a: Self, b: Self) -> Bool { a.microseconds < b.microseconds }
}

import Foundation
import Mortality

/// An instant: microseconds since 1970, UTC.
public struct Instant: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Microseconds since 1970, UTC; negative before.
    public let microseconds: Int64

    /// Takes microseconds since 1970, UTC.
    public init(microseconds: Int64) { self.microseconds = microseconds }

    /// The present instant, by the system's clock.
    public static var now: Instant {
        // A double holds today's microseconds to a quarter of one.
        Instant(microseconds: Int64((Date().timeIntervalSince1970 * 1_000_000).rounded(.down)))
    }

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

    /// The instant in RFC 3339, in UTC, with milliseconds: `2020-03-17T11:00:00.000Z`.
    public var text: String {
        let (whole, rest) = self.parts
        var seconds = time_t(whole)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        let fraction = Int(rest / 1_000)
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let day = "\(Int(parts.tm_year) + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
        let milliseconds = fraction < 10 ? "00\(fraction)" : fraction < 100 ? "0\(fraction)" : "\(fraction)"
        return "\(day)T\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec)).\(milliseconds)Z"
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

    /// The instant, as ``text``.
    public var description: String { self.text }
    /// Orders instants, the earlier first.
    public static func < (a: Self, b: Self) -> Bool { a.microseconds < b.microseconds }
}

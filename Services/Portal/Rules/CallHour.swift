import Foundation
import Mortality
import Runtime

/// Reads and writes the hour of a call, in the forms that people and programs use.
enum CallHour {
    /// Returns the instant of an hour that was typed (`9:13`, `9 h 13` or `09h13`), today or yesterday by the department's clock.
    ///
    /// - Returns: `nil` for what is no hour.
    static func instant(_ typed: String, isYesterday: Bool, in zone: String, _ clock: ZoneClock) -> Instant? {
        let parts = typed.split { !$0.isNumber || !$0.isASCII }
        guard parts.count == 2, typed.allSatisfy({ $0.isASCII && $0.isNumber || $0.isWhitespace || ":hH".contains($0) }),
            parts.allSatisfy({ $0.count <= 2 }), let hour = Int(parts[0]), let minute = Int(parts[1]), hour < 24, minute < 60
        else { return nil }
        let now = clock.instant
        func ofDay(_ instant: Instant) -> Int64 {
            let (hour, minute) = clock.time(of: instant, in: zone)
            return Int64(hour * 60 + minute)
        }
        let asked = Int64(hour * 60 + minute)
        let seconds = now.seconds / 60 * 60 - (ofDay(now) - asked) * 60 - (isYesterday ? 86_400 : 0)
        let first = Instant(microseconds: seconds * 1_000_000)
        // The clock may have been put back or forward since: the hour that people read counts.
        let shift = asked - ofDay(first)
        return abs(shift) <= 120 ? Instant(microseconds: (seconds + shift * 60) * 1_000_000) : first
    }

    /// Reads an instant of the API: RFC 3339, with or without fractions of a second.
    static func instant(rfc3339 text: String) -> Instant? {
        let styles = [Date.ISO8601FormatStyle(includingFractionalSeconds: true), Date.ISO8601FormatStyle()]
        guard text.utf8.count <= 40, let date = styles.lazy.compactMap({ try? $0.parse(text) }).first else { return nil }
        return Instant(microseconds: Int64((date.timeIntervalSince1970 * 1_000).rounded()) * 1_000)
    }

    /// Returns the hour as a browser's time field holds it: `09:13`.
    static func written(_ instant: Instant, in zone: String, _ clock: ZoneClock) -> String {
        let (hour, minute) = clock.time(of: instant, in: zone)
        let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
        return "\(two(hour)):\(two(minute))"
    }
}

import Foundation
public import Mortality
import Threading

extension Instant {
    /// The present instant, by the system's clock.
    public static var now: Instant {
        // A double holds today's microseconds to a quarter of one.
        Instant(microseconds: Int64((Date().timeIntervalSince1970 * 1_000_000).rounded(.down)))
    }
}

/// Tells the civil day in each territory, by the system's clock and the tz database.
public final class ZoneClock: Sendable {
    private let zones = Locked<[String: TimeZone]>([:])
    private let now: @Sendable () -> Instant

    /// Makes a clock; tests give it their own instants.
    ///
    /// - Parameter now: The clock; tests give their own.
    public init(now: @escaping @Sendable () -> Instant = { Instant.now }) { self.now = now }

    /// The clock's instant.
    public var instant: Instant { self.now() }

    /// Returns today's date in a zone, by its IANA name. A zone that this machine does not know is taken for Paris.
    public func today(in zone: String) -> CivilDay {
        self.day(of: self.now(), in: zone)
    }

    /// Returns the civil day of an instant in a zone. An instant outside 1900–2200 gives the nearest day there is.
    public func day(of instant: Instant, in zone: String) -> CivilDay {
        let (seconds, offset) = self.local(instant, in: zone)
        return CivilDay(unixSeconds: seconds, offsetSeconds: offset)
    }

    /// Returns the time of day of an instant in a zone.
    public func time(of instant: Instant, in zone: String) -> (hour: Int, minute: Int) {
        let (seconds, offset) = self.local(instant, in: zone)
        let ofDay = Int(((seconds + Int64(offset)) % 86_400 + 86_400) % 86_400)
        return (ofDay / 3_600, ofDay % 3_600 / 60)
    }

    /// Returns an instant in seconds since 1970, kept within the calendar, and by how many seconds a zone was ahead of UTC then.
    private func local(_ instant: Instant, in zone: String) -> (seconds: Int64, offset: Int) {
        let known = self.zones.withLock { zones in
            if let known = zones[zone] { return known }
            let found = TimeZone(identifier: zone) ?? TimeZone(identifier: "Europe/Paris") ?? .gmt
            zones[zone] = found
            return found
        }
        // Beyond the calendar's ends there is nothing to look an offset up for.
        let seconds = min(max(instant.seconds, Self.first), Self.last)
        return (seconds, known.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds))))
    }

    /// The first and last second of the calendar, in UTC.
    private static let first = Int64(CivilDay.first.daysSinceEpoch) * 86_400
    private static let last = Int64(CivilDay.last.daysSinceEpoch) * 86_400 + 86_399
}

import Foundation
public import Mortality
import Threading

/// Tells the civil day in each territory, by the system's clock and the tz database.
public final class ZoneClock: Sendable {
    private let zones = Locked<[String: TimeZone]>([:])
    private let now: @Sendable () -> Instant

    /// - Parameter now: The clock; tests give their own.
    public init(now: @escaping @Sendable () -> Instant = { Instant.now }) { self.now = now }

    /// The clock's instant.
    public var instant: Instant { self.now() }

    /// Today in a zone, named as IANA does. A zone that this machine does not know is taken for Paris.
    public func today(in zone: String) -> CivilDay {
        self.day(of: self.now(), in: zone)
    }

    /// The civil day of an instant in a zone.
    public func day(of instant: Instant, in zone: String) -> CivilDay {
        let known = self.zones.withLock { zones in
            if let known = zones[zone] { return known }
            let found = TimeZone(identifier: zone) ?? TimeZone(identifier: "Europe/Paris") ?? .gmt
            zones[zone] = found
            return found
        }
        let offset = known.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant.seconds)))
        return CivilDay(unixSeconds: instant.seconds, offsetSeconds: offset)
    }
}

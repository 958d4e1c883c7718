import Foundation
import Mortality

/// Tells what day it is, or was, in a French territory.
struct TerritoryClock: Sendable {
    /// The machine does not know a zone of ours.
    struct UnknownZone: Error, CustomStringConvertible {
        let zone: String
        var description: String { "no time zone \(self.zone) on this machine; install tzdata" }
    }

    private let zones: [String: TimeZone]

    /// Looks all zones up once, so that a machine without them is found out at the start.
    init() throws(UnknownZone) {
        var zones: [String: TimeZone] = [:]
        for name in DepartmentCode.all.map(\.zone) + ["Pacific/Marquesas", "Pacific/Gambier"] where zones[name] == nil {
            guard let zone = TimeZone(identifier: name) else { throw UnknownZone(zone: name) }
            zones[name] = zone
        }
        self.zones = zones
    }

    /// The civil day in a commune at an instant, given in microseconds since 1970 UTC.
    func day(in commune: CommuneCode, at instant: Int64) -> CivilDay {
        let seconds = instant / 1_000_000
        let zone = self.zones[commune.zone] ?? .gmt
        return CivilDay(unixSeconds: seconds, offsetSeconds: zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds))))
    }

    /// The instant now, in microseconds since 1970 UTC.
    static var now: Int64 { Int64(Date().timeIntervalSince1970 * 1_000_000) }
}

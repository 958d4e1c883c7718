import French
import Mortality
import Runtime

/// Writes instants as pages show them, in Paris's time or in that of the department that they are about.
enum WrittenInstant {
    /// Returns « le 12 mars 2026 à 9 h 05 ».
    static func text(_ instant: Instant, _ clock: ZoneClock) -> String { "le \(self.bare(instant, clock))" }

    /// Returns « 12 mars 2026 à 9 h 05 ».
    static func bare(_ instant: Instant, _ clock: ZoneClock) -> String { self.bare(instant, in: "Europe/Paris", clock) }

    static func text(_ instant: Instant, in zone: String, _ clock: ZoneClock) -> String { "le \(self.bare(instant, in: zone, clock))" }

    static func bare(_ instant: Instant, in zone: String, _ clock: ZoneClock) -> String {
        let (hour, minute) = clock.time(of: instant, in: zone)
        return "\(FrenchText.date(clock.day(of: instant, in: zone))) à \(FrenchText.time(hour: hour, minute: minute))"
    }

    /// Returns « 12 mars 2026 ».
    static func date(_ instant: Instant, _ clock: ZoneClock) -> String {
        FrenchText.date(clock.day(of: instant, in: "Europe/Paris"))
    }
}

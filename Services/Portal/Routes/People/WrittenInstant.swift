import Accounts
import French
import Mortality
import Runtime

/// Instants as pages write them, in Paris's time.
enum WrittenInstant {
    /// « le 12 mars 2026 à 09 h 05 ».
    static func text(_ moment: Moment, _ clock: ZoneClock) -> String { "le \(self.bare(moment, clock))" }

    /// « 12 mars 2026 à 09 h 05 ».
    static func bare(_ moment: Moment, _ clock: ZoneClock) -> String {
        let instant = moment.instant
        let (hour, minute) = clock.time(of: instant, in: "Europe/Paris")
        return "\(FrenchText.date(clock.day(of: instant, in: "Europe/Paris"))) à \(FrenchText.time(hour: hour, minute: minute))"
    }

    /// « 12 mars 2026 ».
    static func date(_ moment: Moment, _ clock: ZoneClock) -> String {
        FrenchText.date(clock.day(of: moment.instant, in: "Europe/Paris"))
    }
}

extension Moment {
    /// The same as the rest of the house tells instants.
    var instant: Instant { Instant(microseconds: self.microseconds) }
}

import Hummingbird
import Logging
import Runtime
import Web

/// What every request to Portal passes: the stack of every door, then what only people, figures and pictures need.
struct PortalDoor: Sendable {
    let visitors: Visitors
    let people: People
    let limits: VisitLimits
    /// Which pages are for people who are signed in.
    let pages: PageAccess
    /// Who writes failures as pages.
    let failures: any FailureWriter
    let changes: ChangeCounts
    let clock: ZoneClock
    let logger: Logger

    /// Puts all that before the routes that are added to a router from now on.
    func stand(before router: Router<WebContext>) {
        WebStack(
            visitors: self.visitors, limits: self.limits, parameters: KnownQueries.addresses, pages: self.pages, failures: self.failures,
            logger: self.logger
        ).stand(before: router)
        router.add(middleware: PeopleFaults(logger: self.logger))
        router.add(middleware: FormTokenGuard(people: self.people))
        router.add(middleware: SecondFactorLead(open: self.pages.open))
        router.add(middleware: KeptFigures(changes: self.changes))
        router.add(middleware: PictureLimits(clock: self.clock))
    }
}

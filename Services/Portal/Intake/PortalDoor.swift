import Hummingbird
import Logging
import Runtime
import Web

/// The middleware that every request to Portal passes: that of every service, then what only people, figures and pictures need.
struct PortalDoor: Sendable {
    let visitors: Visitors
    let people: People
    let limits: VisitLimits
    /// Tells which pages are for people who are signed in.
    let pages: PageAccess
    /// Writes failures as pages.
    let failures: any FailureWriter
    let changes: ChangeCounts
    let clock: ZoneClock
    let logger: Logger

    /// Puts the middleware before the routes that are added to a router from now on.
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

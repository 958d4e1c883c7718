import Accounts
import HTTPTypes
import Hummingbird
import Logging
import Messaging
import Mortality
import Runtime
import Web

/// The routes of Portal and what they need.
struct PortalRoutes: Sendable {
    /// The pages and files that are open to everybody, as the router writes them.
    static let open: Set = [
        "/connexion", "/invitation", "/donnees-personnelles", "/assets/{file}", "/assets/modules/{version}/{file}", "/v1/session", "/v1/invitations/redeem",
        "/v1/banner", "/v1/openapi.json", "/connexion/fournisseur", IdentitySignIn.returning, IdentitySignIn.left, "/invitation/identite",
        ForgottenPages.path, "/v1/password/forgotten", ReminderEndPages.path,
        "/accessibilite", "/mairie/application", "/mairie/worker.js", "/mairie/manifest.webmanifest",
    ]

    /// Recognises who sends a request.
    let visitors: Visitors
    let people: People
    let figures: any Figures
    let others: any Asking
    let hub: ChangeHub
    let assets: PageAssets
    let health: HouseHealth
    var privacy = PrivacyNotice()
    /// Writes into the audit what people see and do here.
    let note: @Sendable (AuditNote) async throws -> Void
    let logger: Logger
    var changes = ChangeCounts()
    var clock = ZoneClock()
    /// Hands on declarations that were typed into a form without a script.
    var door: any DeclarationDoor = NoDoor()
    /// Reads what a commune had in the past; `nil` where it is not known.
    var past: @Sendable (CommuneCode) async -> PastDeaths? = { _ in nil }

    /// Returns the router of all routes, which also answers methods that an address does not take.
    ///
    /// - Throws: What is wrong with a page's template.
    func router() throws -> Router<WebContext> {
        let router = try self.ownRouter()
        OtherMethods.answer(on: router)
        return router
    }

    /// Returns the router of all routes without the answers to methods that an address does not take.
    func ownRouter() throws -> Router<WebContext> {
        let router = Router(context: WebContext.self, options: .autoGenerateHeadEndpoints)
        let answers = PageAnswers(writer: try PageWriter(assets: self.assets), people: self.people)
        PortalDoor(
            visitors: self.visitors, people: self.people, limits: VisitLimits(clock: self.clock), pages: PageAccess(open: Self.open), failures: answers,
            changes: self.changes, clock: self.clock, logger: self.logger
        ).stand(before: router)
        self.addFigures(to: router, answers)
        try self.addPeople(to: router, answers)
        let operations = DepartmentOperations(people: self.people, figures: self.figures, press: try LetterPress())
        OpeningPages(operations: operations, answers: answers).add(to: router)
        OpeningRoutes(operations: operations).add(to: router)
        return router
    }

    private func addFigures(to router: Router<WebContext>, _ answers: PageAnswers) {
        let trail = Trail(cookie: self.people.cookie, note: self.note)
        AssetRoutes(assets: self.assets).add(to: router)
        PageRoutes(answers: answers).add(to: router)
        DepartmentRoutes(figures: self.figures, others: self.others, clock: self.clock).add(to: router)
        AlertRoutes(others: self.others, trail: trail, clock: self.clock).add(to: router)
        WatchRoutes(others: self.others, clock: self.clock).add(to: router)
        MapRoutes(others: self.others, trail: trail, clock: self.clock).add(to: router)
        TileRoutes(others: self.others, clock: self.clock).add(to: router)
        TileDescription(clock: self.clock).add(to: router)
        EventRoutes(visitors: self.visitors, hub: self.hub, clock: self.clock).add(to: router)
        // A stream has nothing to tell in advance but that it is one.
        let clock = self.clock
        router.head("/v1/events") { _, context in
            _ = try Reading(context, clock)
            return Response(status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-store"])
        }
    }

    private func addPeople(to router: Router<WebContext>, _ answers: PageAnswers) throws {
        SignInPages(people: self.people, answers: answers).add(to: router)
        ForgottenPages(people: self.people, answers: answers, houseMail: self.people.houseMail).add(to: router)
        ReminderPages(people: self.people, answers: answers).add(to: router)
        ReminderEndPages(people: self.people, answers: answers).add(to: router)
        InvitationPages(people: self.people, answers: answers).add(to: router)
        if let provider = self.people.provider { ProviderPages(people: self.people, answers: answers, provider: provider).add(to: router) }
        OwnAccountPages(people: self.people, answers: answers).add(to: router)
        SecondFactorPages(people: self.people, answers: answers).add(to: router)
        AccountsPages(people: self.people, answers: answers).add(to: router)
        AccountPages(people: self.people, answers: answers).add(to: router)
        let clerks = ClerkService(people: self.people, figures: self.figures, others: self.others, door: self.door, past: self.past, clock: self.clock)
        TownHallPages(clerks: clerks, answers: answers).add(to: router)
        DeclarationPages(clerks: clerks, answers: answers).add(to: router)
        try TownHallApplication(assets: self.assets, answers: answers).add(to: router)
        HousePages(people: self.people, answers: answers, health: self.health, privacy: self.privacy).add(to: router)
        SessionRoutes(people: self.people, answers: answers).add(to: router)
        OwnAccountRoutes(people: self.people, answers: answers).add(to: router)
        AccountRoutes(people: self.people).add(to: router)
        let centre = CallCentre(people: self.people, figures: self.figures)
        CallPages(centre: centre, answers: answers).add(to: router)
        CommuneCallPages(centre: centre, answers: answers).add(to: router)
        CallRoutes(centre: centre).add(to: router)
        TokenRoutes(people: self.people).add(to: router)
        AuditPages(people: self.people, answers: answers).add(to: router)
        AuditRoutes(people: self.people).add(to: router)
        HouseRoutes(people: self.people, health: self.health).add(to: router)
    }
}

import Mortality

@testable import Portal

/// Every page in every state that it has, filled with what people might have written.
struct SamplePages {
    struct Sample: Sendable {
        /// For a picture's file, and a test's complaint.
        let name: String
        let path: String
        let page: any Page
        var isSignedIn = true
    }

    /// What is made of each text that comes from outside: itself, or something hostile.
    var text: @Sendable (String) -> String = { $0 }

    private let token = "k3J9vQ"
    private let rules = [
        "Douze caractères au moins.", "N’importe quels caractères, espaces compris : une phrase convient bien.",
        "Ni votre nom, ni celui de votre commune, ni un mot de passe que tout le monde choisit.",
    ]
    private let roles = [(value: "clerk", name: "Agent de mairie"), (value: "prefecture-officer", name: "Agent de préfecture")]
    /// A drawing as part A makes them: 29 units wide with its quiet zone.
    private let qr = "M4 4h7v1h-7zM12 4h1v1h-1zM18 4h7v1h-7zM4 5h1v6h-1zM10 5h1v6h-1zM6 6h3v3h-3zM18 5h1v6h-1zM24 5h1v6h-1zM20 6h3v3h-3zM4 18h7v1h-7zM4 24h7v1h-7zM13 13h3v2h-3z"

    var all: [Sample] { self.entering + self.owning + self.administering + self.working + self.failing }

    func frame(_ sample: Sample) -> PageFrame {
        PageFrame(
            path: sample.path, person: sample.isSignedIn ? self.text("Jeanne Le Gall") : nil, formToken: sample.isSignedIn ? self.text(self.token) : nil,
            session: sample.isSignedIn ? self.text("s1") : nil, rights: sample.isSignedIn ? [.figures, .declaring, .accounts, .operations] : [],
            banner: self.text("Service ralenti, gardez vos déclarations."))
    }

    private var invitation: ShownInvitation {
        ShownInvitation(
            name: self.text("Yann Kerdoncuff"), login: self.text("y.kerdoncuff"), code: self.text("K7MQ-4RTX-9DHP"),
            link: self.text("https://vigie.example/invitation#K7MQ-4RTX-9DHP"), until: self.text("11 avril 2026"))
    }

    private var entering: [Sample] {
        [
            Sample(name: "connexion", path: "/connexion", page: SignInPage(next: self.text("/france"), message: PageMessage(.info, self.text("Vous êtes déconnecté.")), provider: self.text("ProConnect")), isSignedIn: false),
            Sample(
                name: "identite", path: "/invitation/identite",
                page: IdentityPage(
                    provider: self.text("ProConnect"), person: self.text("Anne Roux"), code: self.text("K7MQ"), message: PageMessage(.info, self.text("Bonjour.")),
                    error: self.text("Ce code n’est pas valable.")), isSignedIn: false),
            Sample(name: "depart", path: "/mon-compte", page: DeparturePage(provider: self.text("ProConnect"), address: self.text("https://idp.example/session/end")), isSignedIn: false),
            Sample(
                name: "connexion-erreur", path: "/connexion",
                page: SignInPage(login: self.text("j.legall"), error: self.text("Identifiant ou mot de passe inconnu.")), isSignedIn: false),
            Sample(name: "connexion-code", path: "/connexion", page: SignInPage(challenge: self.text("d1"), next: nil, error: self.text("Ce code n’est pas le bon.")), isSignedIn: false),
            Sample(name: "invitation", path: "/invitation", page: InvitationPage(code: self.text("K7MQ"), error: self.text("Ce code n’est pas complet.")), isSignedIn: false),
            Sample(
                name: "invitation-mot-de-passe", path: "/invitation",
                page: InvitationPage(
                    code: self.text("K7MQ-4RTX-9DHP"), name: self.text("Yann Kerdoncuff"), login: self.text("y.kerdoncuff"),
                    roles: [self.text("Déclarer pour Vannes (56260)")], rules: self.rules.map(self.text), error: self.text("Ce mot de passe est trop courant.")), isSignedIn: false),
        ]
    }

    private var owning: [Sample] {
        [
            Sample(
                name: "second-facteur", path: "/mon-compte/second-facteur",
                page: SecondFactorPage(isRequired: true, size: 29, path: self.qr, secret: self.text("JBSW Y3DP EHPK 3PXP"), challenge: self.text("d2"), token: self.text(self.token), error: self.text("Ce code n’est pas le bon."))),
            Sample(
                name: "codes-de-secours", path: "/mon-compte/second-facteur",
                page: SecondFactorPage(recoveryCodes: ["7KQM-2XRT", "P9DH-4WVN", "C3JF-8YLB", "T6ZG-5NKE"].map(self.text), next: self.text("/mon-compte"))),
            Sample(
                name: "mon-compte", path: "/mon-compte",
                page: OwnAccountPage(
                    facts: [PageFact(name: "Nom", value: self.text("Jeanne Le Gall")), PageFact(name: "Identifiant", value: self.text("j.legall")), PageFact(name: "Rôles", value: self.text("Agent de préfecture, Morbihan (56)"))],
                    rules: self.rules, hasSecondFactor: true,
                    sessions: [
                        .init(id: self.text("1"), device: self.text("Firefox sur Windows"), since: "le 12 mars 2026 à 9 h 05", lastSeen: "à l’instant", isThis: true, token: self.token),
                        .init(id: self.text("2"), device: self.text("Safari sur iPhone"), since: "le 2 mars 2026 à 18 h 40", lastSeen: "hier", isThis: false, token: self.token),
                    ], token: self.token, message: PageMessage(.success, self.text("Mot de passe changé.")), currentError: self.text("Ce n’est pas votre mot de passe."), newError: self.text("Trop court."))),
            Sample(
                name: "mon-compte-identite", path: "/mon-compte",
                page: OwnAccountPage(
                    facts: [PageFact(name: "Nom", value: self.text("Anne Roux"))], rules: self.rules, hasSecondFactor: false, hasPassword: false,
                    identity: .init(provider: self.text("ProConnect"), since: "le 12 mars 2026 à 9 h 05", mayUntie: false, token: self.token), sessions: [], token: self.token)),
        ]
    }

    private var administering: [Sample] {
        let lines = [
            AccountsPage.Line(id: self.text("a1"), name: self.text("Yann Kerdoncuff"), login: self.text("y.kerdoncuff"), roles: self.text("Agent de mairie"), place: self.text("Vannes (56260)"), lastSignIn: "jamais", state: .invited),
            AccountsPage.Line(id: self.text("a2"), name: self.text("Maëlle Guégan-Le Bihan de la Villeneuve"), login: self.text("m.guegan"), roles: self.text("Agent de préfecture, administration des comptes"), place: self.text("Morbihan (56)"), lastSignIn: "12 mars 2026 à 9 h 05", state: .active),
            AccountsPage.Line(id: self.text("a3"), name: self.text("Paul Martin"), login: self.text("p.martin"), roles: self.text("Agent de mairie"), place: self.text("Lorient (56121)"), lastSignIn: "3 janvier 2026", state: .disabled),
            AccountsPage.Line(id: self.text("a4"), name: self.text("Anne Roux"), login: self.text("a.roux"), roles: self.text("Agent de mairie"), place: self.text("Auray (56007)"), lastSignIn: "jamais", state: .expired),
        ]
        return [
            Sample(
                name: "comptes", path: "/comptes",
                page: AccountsPage(
                    scope: self.text("Comptes du Morbihan (56)"), lines: lines, total: "253 comptes", search: self.text("guég"), role: "clerk", state: nil, roles: self.roles,
                    pages: PagePagination(current: 3, of: 11) { "/comptes?page=\($0)" },
                    invite: .init(roles: self.roles, token: self.token, name: self.text("Yann"), territory: self.text("5626"), nameError: self.text("Il manque le nom."), territoryError: self.text("Aucune commune n’a ce code.")),
                    invitation: self.invitation, message: PageMessage(.success, self.text("Yann Kerdoncuff est invité.")))),
            Sample(
                name: "comptes-vide", path: "/comptes",
                page: AccountsPage(scope: "Comptes du Morbihan (56)", lines: [], total: "Aucun compte", search: nil, role: nil, state: nil, roles: self.roles, pages: nil, invite: nil)),
            Sample(
                name: "compte", path: "/comptes/a1",
                page: AccountPage(
                    id: "a1", name: self.text("Yann Kerdoncuff"),
                    facts: [PageFact(name: "Identifiant", value: self.text("y.kerdoncuff")), PageFact(name: "État", value: "Ouvert"), PageFact(name: "Dernière connexion", value: "jamais")],
                    roles: [.init(text: self.text("Agent de mairie, Vannes (56260)"), form: PageForm(token: self.token, action: "retirer-role", hidden: [HiddenField(name: "role", value: "clerk")]))],
                    grant: .init(roles: self.roles, token: self.token, territory: self.text("56260")),
                    move: .init(token: self.token, commune: self.text("56999"), error: self.text("Aucune commune n’a ce code.")), isDisabled: false, mayChange: true, mayRenew: true, hasSecondFactor: true,
                    token: self.token, invitation: self.invitation)),
            Sample(
                name: "compte-ferme", path: "/comptes/a3",
                page: AccountPage(
                    id: "a3", name: self.text("Paul Martin"), facts: [PageFact(name: "État", value: "Fermé")], roles: [], grant: nil, move: nil, isDisabled: true, mayChange: true, mayRenew: true, hasSecondFactor: false, token: self.token,
                    message: PageMessage(.warning, self.text("Le compte est fermé.")))),
        ]
    }

    private var working: [Sample] {
        let code = (try? DepartmentCode("56"))
        return [
            Sample(
                name: "mairie", path: "/mairie",
                page: TownHallPage(
                    communes: [.init(code: "56260", name: self.text("Vannes"), department: "Morbihan", onBehalf: false), .init(code: "56121", name: self.text("Lorient"), department: "Morbihan", onBehalf: true)],
                    department: PageLink(name: self.text("Morbihan (56)"), address: "/departements/56"),
                    colleagues: .init(remaining: 2, communes: [(value: "56260", name: "Vannes"), (value: "56121", name: "Lorient")], token: self.token, nameError: self.text("Il manque le nom."), invitation: self.invitation))),
            Sample(
                name: "exploitation", path: "/exploitation",
                page: OperationsPage(
                    conditions: [.init(service: "ingest-1", name: "broker", isMet: true, detail: "connecté"), .init(service: self.text("portal-1"), name: "reference", isMet: false, detail: self.text("pas encore chargé"))],
                    queues: [.init(name: self.text("aggregation.declarations"), depth: 12, consumers: 2)], readAt: "Lu le 12 mars 2026 à 9 h 05.", message: PageMessage(.error, self.text("Le courtier ne répond pas.")))),
            Sample(name: "donnees-personnelles", path: "/donnees-personnelles", page: PrivacyPage(kept: [.init(what: self.text("Sessions"), why: "Vous reconnaître", howLong: "30 jours")]), isSignedIn: false),
            Sample(name: "accueil", path: "/", page: HomePage(departments: [PageLink(name: self.text("Morbihan (56)"), address: "/departements/56"), PageLink(name: "Haut-Rhin (68)", address: "/departements/68")], message: PageMessage(.info, self.text("Bonjour.")))),
            Sample(name: "accueil-vide", path: "/", page: HomePage(departments: [])),
            Sample(name: "france", path: "/france", page: FrancePage()),
        ] + (code.map { [Sample(name: "departement", path: "/departements/56", page: DepartmentPage(code: $0, name: self.text("Morbihan")))] } ?? [])
    }

    private var failing: [Sample] {
        [401, 403, 404, 422, 429, 500, 503].map {
            Sample(name: "erreur-\($0)", path: "/", page: FailurePage(status: $0, detail: self.text("Détail."), reference: self.text("a1b2c3"), next: "/france"), isSignedIn: $0 != 401)
        }
    }
}

import Accounts
import Mortality
import Runtime
import Web

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
    private let qr =
        "M4 4h7v1h-7zM12 4h1v1h-1zM18 4h7v1h-7zM4 5h1v6h-1zM10 5h1v6h-1zM6 6h3v3h-3zM18 5h1v6h-1zM24 5h1v6h-1zM20 6h3v3h-3zM4 18h7v1h-7zM4 24h7v1h-7zM13 13h3v2h-3z"

    var all: [Sample] { self.entering + self.owning + self.administering + self.working + self.declaring + self.failing }

    func frame(_ sample: Sample) -> PageFrame {
        PageFrame(
            path: sample.path, person: sample.isSignedIn ? self.text("Jeanne Le Gall") : nil, formToken: sample.isSignedIn ? self.text(self.token) : nil,
            session: sample.isSignedIn ? self.text("s1") : nil,
            rights: sample.isSignedIn ? [.figures, .declaring, .accounts, .operations, .calling, .audit] : [],
            banner: self.text("Service ralenti, gardez vos déclarations."))
    }

    private var invitation: ShownInvitation {
        ShownInvitation(
            name: self.text("Yann Kerdoncuff"), login: self.text("y.kerdoncuff"), code: self.text("K7MQ-4RTX-9DHP"),
            link: self.text("https://vigie.example/invitation#K7MQ-4RTX-9DHP"), until: self.text("11 avril 2026"))
    }

    private var entering: [Sample] {
        [
            Sample(
                name: "connexion", path: "/connexion",
                page: SignInPage(
                    next: self.text("/france"), message: PageMessage(.info, self.text("Vous êtes déconnecté.")), provider: self.text("ProConnect")),
                isSignedIn: false),
            Sample(name: "connexion-par-courriel", path: "/connexion", page: SignInPage(forgotten: "/connexion/oubli"), isSignedIn: false),
            Sample(name: "oubli", path: "/connexion/oubli", page: ForgottenPage(), isSignedIn: false),
            Sample(name: "oubli-erreur", path: "/connexion/oubli", page: ForgottenPage(error: self.text("Saisissez votre identifiant.")), isSignedIn: false),
            Sample(name: "oubli-demande", path: "/connexion/oubli", page: ForgottenPage(isAsked: true), isSignedIn: false),
            Sample(
                name: "rappels", path: "/mairie/rappels",
                page: ReminderPage(
                    commune: "56260", name: self.text("Vannes"), address: self.text("mairie@vannes.example"),
                    setting: ReminderPage.Setting(hour: 16, weekdays: [1, 2, 4], isOwn: true),
                    others: [PageLink(name: self.text("Auray"), address: "/mairie/rappels?commune=56007")], token: self.token,
                    message: PageMessage(.success, self.text("C’est enregistré.")))),
            Sample(
                name: "rappels-erreur", path: "/mairie/rappels",
                page: ReminderPage(
                    commune: "56260", name: self.text("Vannes"), address: self.text("mairie@vannes.example"), setting: nil, token: self.token,
                    error: self.text("Cochez au moins un jour."), typedHour: 9)),
            Sample(
                name: "rappels-sans-adresse", path: "/mairie/rappels",
                page: ReminderPage(
                    commune: "56260", name: self.text("Vannes"), address: nil, setting: ReminderPage.Setting(hour: 16, weekdays: [1], isOwn: false),
                    token: self.token)),
            Sample(
                name: "fin-des-rappels", path: "/mairie/rappels/fin",
                page: ReminderEndPage(name: self.text("Vannes"), address: "/mairie/rappels/fin?commune=56260"), isSignedIn: false),
            Sample(
                name: "fin-des-rappels-faite", path: "/mairie/rappels/fin", page: ReminderEndPage(name: self.text("Vannes"), address: nil), isSignedIn: false),
            Sample(
                name: "identite", path: "/invitation/identite",
                page: IdentityPage(
                    provider: self.text("ProConnect"), person: self.text("Anne Roux"), code: self.text("K7MQ"),
                    message: PageMessage(.info, self.text("Bonjour.")),
                    error: self.text("Ce code n’est pas valable.")), isSignedIn: false),
            Sample(
                name: "depart", path: "/mon-compte",
                page: DeparturePage(provider: self.text("ProConnect"), address: self.text("https://idp.example/session/end")), isSignedIn: false),
            Sample(
                name: "connexion-erreur", path: "/connexion",
                page: SignInPage(login: self.text("j.legall"), error: self.text("Identifiant ou mot de passe inconnu.")), isSignedIn: false),
            Sample(
                name: "connexion-code", path: "/connexion",
                page: SignInPage(challenge: self.text("d1"), next: nil, error: self.text("Ce code n’est pas le bon.")), isSignedIn: false),
            Sample(
                name: "invitation", path: "/invitation", page: InvitationPage(code: self.text("K7MQ"), error: self.text("Ce code n’est pas complet.")),
                isSignedIn: false),
            Sample(
                name: "invitation-mot-de-passe", path: "/invitation",
                page: InvitationPage(
                    code: self.text("K7MQ-4RTX-9DHP"), name: self.text("Yann Kerdoncuff"), login: self.text("y.kerdoncuff"),
                    roles: [self.text("Déclarer pour Vannes (56260)")], rules: self.rules.map(self.text), error: self.text("Ce mot de passe est trop courant.")),
                isSignedIn: false),
        ]
    }

    private var owning: [Sample] {
        [
            Sample(
                name: "second-facteur", path: "/mon-compte/second-facteur",
                page: SecondFactorPage(
                    isRequired: true, size: 29, path: self.qr, secret: self.text("JBSW Y3DP EHPK 3PXP"), challenge: self.text("d2"),
                    token: self.text(self.token), error: self.text("Ce code n’est pas le bon."))),
            Sample(
                name: "codes-de-secours", path: "/mon-compte/second-facteur",
                page: SecondFactorPage(recoveryCodes: ["7KQM-2XRT", "P9DH-4WVN", "C3JF-8YLB", "T6ZG-5NKE"].map(self.text), next: self.text("/mon-compte"))),
            Sample(
                name: "mon-compte", path: "/mon-compte",
                page: OwnAccountPage(
                    facts: [
                        PageFact(name: "Nom", value: self.text("Jeanne Le Gall")), PageFact(name: "Identifiant", value: self.text("j.legall")),
                        PageFact(name: "Rôles", value: self.text("Agent de préfecture, Morbihan (56)")),
                    ],
                    rules: self.rules, hasSecondFactor: true,
                    sessions: [
                        .init(
                            id: self.text("1"), device: self.text("Firefox sur Windows"), since: "le 12 mars 2026 à 9 h 05", lastSeen: "à l’instant",
                            isThis: true, token: self.token),
                        .init(
                            id: self.text("2"), device: self.text("Safari sur iPhone"), since: "le 2 mars 2026 à 18 h 40", lastSeen: "hier", isThis: false,
                            token: self.token),
                    ], token: self.token, message: PageMessage(.success, self.text("Mot de passe changé.")),
                    currentError: self.text("Ce n’est pas votre mot de passe."), newError: self.text("Trop court."))),
            Sample(
                name: "mon-compte-identite", path: "/mon-compte",
                page: OwnAccountPage(
                    facts: [PageFact(name: "Nom", value: self.text("Anne Roux"))], rules: self.rules, hasSecondFactor: false, hasPassword: false,
                    identity: .init(provider: self.text("ProConnect"), since: "le 12 mars 2026 à 9 h 05", mayUntie: false, token: self.token), sessions: [],
                    token: self.token)),
        ]
    }

    private var administering: [Sample] {
        let lines = [
            AccountsPage.Line(
                id: self.text("a1"), name: self.text("Yann Kerdoncuff"), login: self.text("y.kerdoncuff"), roles: self.text("Agent de mairie"),
                place: self.text("Vannes (56260)"), lastSignIn: "jamais", state: .invited),
            AccountsPage.Line(
                id: self.text("a2"), name: self.text("Maëlle Guégan-Le Bihan de la Villeneuve"), login: self.text("m.guegan"),
                roles: self.text("Agent de préfecture, administration des comptes"), place: self.text("Morbihan (56)"), lastSignIn: "12 mars 2026 à 9 h 05",
                state: .active),
            AccountsPage.Line(
                id: self.text("a3"), name: self.text("Paul Martin"), login: self.text("p.martin"), roles: self.text("Agent de mairie"),
                place: self.text("Lorient (56121)"), lastSignIn: "3 janvier 2026", state: .disabled),
            AccountsPage.Line(
                id: self.text("a4"), name: self.text("Anne Roux"), login: self.text("a.roux"), roles: self.text("Agent de mairie"),
                place: self.text("Auray (56007)"), lastSignIn: "jamais", state: .expired),
        ]
        return [
            Sample(
                name: "comptes", path: "/comptes",
                page: AccountsPage(
                    scope: self.text("Comptes du Morbihan (56)"), lines: lines, total: "253 comptes", search: self.text("guég"), role: "clerk", state: nil,
                    roles: self.roles,
                    pages: PagePagination(current: 3, of: 11) { "/comptes?page=\($0)" },
                    invite: .init(
                        roles: self.roles, token: self.token, name: self.text("Yann"), territory: self.text("5626"), nameError: self.text("Il manque le nom."),
                        territoryError: self.text("Aucune commune n’a ce code.")),
                    invitation: self.invitation, message: PageMessage(.success, self.text("Yann Kerdoncuff est invité.")))),
            Sample(
                name: "comptes-vide", path: "/comptes",
                page: AccountsPage(
                    scope: "Comptes du Morbihan (56)", lines: [], total: "Aucun compte", search: nil, role: nil, state: nil, roles: self.roles, pages: nil,
                    invite: nil)),
            Sample(
                name: "compte", path: "/comptes/a1",
                page: AccountPage(
                    id: "a1", name: self.text("Yann Kerdoncuff"),
                    facts: [
                        PageFact(name: "Identifiant", value: self.text("y.kerdoncuff")), PageFact(name: "État", value: "Ouvert"),
                        PageFact(name: "Dernière connexion", value: "jamais"),
                    ],
                    roles: [
                        .init(
                            text: self.text("Agent de mairie, Vannes (56260)"),
                            form: PageForm(token: self.token, action: "retirer-role", hidden: [HiddenField(name: "role", value: "clerk")]))
                    ],
                    grant: .init(roles: self.roles, token: self.token, territory: self.text("56260")),
                    move: .init(token: self.token, commune: self.text("56999"), error: self.text("Aucune commune n’a ce code.")), isDisabled: false,
                    mayChange: true, mayRenew: true, hasSecondFactor: true,
                    mail: self.text("y.kerdoncuff@vannes.example"), token: self.token, invitation: self.invitation)),
            Sample(
                name: "ouvertures", path: "/ouvertures",
                page: OpeningsPage(
                    lines: ([nil, .open, .paused, .closed] as [DepartmentLife.State?]).enumerated().map { number, state in
                        OpeningsPage.Line(
                            code: "5\(number)", name: self.text("Morbihan (5\(number))"), state: state, since: self.text("12 mars 2026"), communes: "249",
                            accounts: "249", redeemed: "120", signedIn: "118", declared: "97")
                    })),
            Sample(
                name: "ouverture", path: "/ouvertures/56",
                page: OpeningPage(
                    code: "56", name: self.text("Morbihan (56)"), life: .open,
                    facts: [PageFact(name: "État", value: "Ouvert"), PageFact(name: "Code utilisé", value: self.text("120 sur 249 (48 %)"))],
                    callCentre: self.text("02 97 00 00 00"), token: self.token, asked: self.asked, message: PageMessage(.success, self.text("C’est fait.")))),
            Sample(
                name: "ouverture-suspendue", path: "/ouvertures/56",
                page: OpeningPage(
                    code: "56", name: self.text("Morbihan (56)"), life: .paused,
                    facts: [PageFact(name: "Mot montré aux mairies", value: self.text("Reprise lundi."))],
                    callCentre: nil, token: self.token)),
            Sample(
                name: "compte-ferme", path: "/comptes/a3",
                page: AccountPage(
                    id: "a3", name: self.text("Paul Martin"), facts: [PageFact(name: "État", value: "Fermé")], roles: [], grant: nil, move: nil,
                    isDisabled: true, mayChange: true, mayRenew: true, hasSecondFactor: false, token: self.token,
                    message: PageMessage(.warning, self.text("Le compte est fermé.")))),
        ]
    }

    /// An opening that came back with an error.
    private var asked: OpeningForm {
        OpeningForm(action: "ouvrir", name: self.text("Anne Roux"), mail: self.text("anne"), commune: self.text("99999"), renewal: "une")
            .with(.notAdmitted(field: "renew", reason: self.text("not a commune of this department")))
    }

    private func line(_ what: String, _ state: StandingDeclaration.State) -> DeclarationLine {
        DeclarationLine(
            number: self.text("3F2A-9C1B"), what: self.text(what), day: "dimanche 29 novembre 2026", state: state.french, badge: state.badge,
            when: self.text("reçue le 29 novembre 2026 à 9 h 05"), address: self.text("/mairie/recu/3f2a9c1b-0000-4000-8000-000000000000"), isOnBehalf: true,
            because: self.text("Deux versions ont été reçues."))
    }

    private var lines: [DeclarationLine] {
        [
            self.line("1 décès – Domicile – Covid confirmé", .counted), self.line("Aucun décès", .received), self.line("2 décès – Voie publique", .refused),
            self.line("3 décès – Domicile", .conflict), self.line("1 décès – Autre lieu", .withdrawn),
        ]
    }

    private func form(_ typed: TypedDeclaration?, token: String? = "k3J9vQ", question: String? = nil) -> DeclarationForm? {
        typed.map { typed in
            DeclarationForm(
                typed, action: self.text("/mairie/declarer"), token: token, commune: self.text("56260"), today: try? CivilDay(iso: "2026-11-30"),
                question: question.map(self.text), similar: question == nil ? [] : self.lines, cancel: self.text("/mairie/"))
        }
    }

    /// A form that came back, with something wrong in every field.
    private var wrong: TypedDeclaration? {
        guard let id = try? DeclarationID("3f2a9c1b-0000-4000-8000-000000000000") else { return nil }
        var typed = TypedDeclaration(id: id)
        (typed.revision, typed.day, typed.date, typed.deaths) = (2, .other, self.text("hier"), self.text("x"))
        guard let commune = try? CommuneCode("56260"), let today = try? CivilDay(iso: "2026-11-30") else { return nil }
        _ = typed.declaration(for: commune, today: today)
        typed.refuse("place", self.text("le lieu n’est pas admis"))
        return typed
    }

    private var declaring: [Sample] {
        guard let id = try? DeclarationID("3f2a9c1b-0000-4000-8000-000000000000"), let place = try? self.place(), let today = try? CivilDay(iso: "2026-11-30"),
            let blank = self.form(TypedDeclaration(id: id)), let asked = self.form(TypedDeclaration(id: id), question: "Est-ce bien le nombre ?"),
            let wrong = self.form(self.wrong), let application = try? TownHallApplicationPage(), let standing = self.standing(id)
        else { return [] }
        let root = TownHallPage.Root(realm: "real", session: self.text("{\"account\":\"a\"}"), state: self.text("{\"commune\":{}}"))
        let colleagues = TownHallPage.Colleagues(
            remaining: 2, communes: [(value: "56260", name: "Vannes"), (value: "56121", name: "Lorient")], token: self.token,
            nameError: self.text("Il manque le nom."), invitation: self.invitation)
        let days =
            [TownHallPage.Screen.Zero.Day(day: "2026-11-30", name: "Aujourd’hui, lundi 30 novembre 2026", said: self.text("2 décès"), isUntold: false, id: "a")]
            + ["2026-11-29", "2026-11-28"].map { TownHallPage.Screen.Zero.Day(day: $0, name: self.text("Hier"), said: nil, isUntold: true, id: "b") }
        let screen = TownHallPage.Screen(
            name: self.text("Vannes"), code: "56260", department: self.text("Morbihan"), declareAddress: self.text("/mairie/declarer"),
            tableAddress: self.text("/mairie/tableau"), helpAddress: "/mairie/aide", exerciseAddress: "/mairie/exercice", remindersAddress: "/mairie/rappels",
            telephone: self.text("02 97 00 00 00"), figures: PageLink(name: self.text("Morbihan (56)"), address: "/departements/56"),
            zero: .init(token: self.token, action: self.text("/mairie/aucun"), commune: "56260", isReady: true, days: days, hasUntold: true),
            declarations: self.lines, hasDeclarations: true, isUnknown: false)
        return [
            Sample(
                name: "mairie", path: "/mairie/",
                page: TownHallPage(
                    screen, of: place, today: today, root: root, blank: blank, colleagues: nil, isSeveral: true,
                    message: PageMessage(.success, self.text("C’est enregistré.")))),
            Sample(
                name: "mairie-communes", path: "/mairie/",
                page: TownHallPage(
                    .init(
                        communes: [
                            .init(
                                code: "56260", name: self.text("Vannes"), department: "Morbihan", address: self.text("/mairie/?commune=56260"), onBehalf: false),
                            .init(code: "56121", name: "Lorient", department: self.text("Morbihan"), address: "/mairie/?commune=56121", onBehalf: true),
                        ], hasCommunes: true,
                        search: .init(
                            action: "/mairie/", value: self.text("lor"),
                            results: [PageLink(name: self.text("Lorient (56121)"), address: self.text("/mairie/"))], hasResults: true,
                            isEmpty: false)), colleagues: colleagues)),
            Sample(
                name: "mairie-declarer", path: "/mairie/declarer",
                page: DeclarationPage(asked, at: place, message: PageMessage(.warning, self.text("Le service ne répond pas.")))),
            Sample(name: "mairie-corriger", path: "/mairie/corriger/1", page: DeclarationPage(wrong, at: place)),
            Sample(
                name: "mairie-recu", path: "/mairie/recu/1",
                page: ReceiptPage(
                    standing, receipt: self.text("abc"), at: place, token: self.token, ZoneClock(), message: PageMessage(.success, self.text("Bien arrivée.")))),
            Sample(
                name: "mairie-retirer", path: "/mairie/recu/1",
                page: ReceiptPage(standing, receipt: nil, at: place, token: self.token, ZoneClock(), reasonError: self.text("Choisissez un motif."))),
            Sample(name: "mairie-tableau", path: "/mairie/tableau", page: TownHallTablePage(at: place, root: root)),
            Sample(name: "mairie-aide", path: "/mairie/aide", page: TownHallHelpPage(telephone: self.text("02 97 00 00 00"))),
            Sample(name: "mairie-application", path: "/mairie/application", page: application, isSignedIn: false),
            Sample(name: "accessibilite", path: "/accessibilite", page: AccessibilityPage(), isSignedIn: false),
        ]
    }

    private func place() throws -> TownHallPlace {
        guard let session = SessionReference(bytes: [UInt8](repeating: 7, count: 32)) else { throw Problem.internal }
        let person = Person(
            account: AccountID(), name: "Jeanne", login: "jeanne", access: Access([try Grant(role: "clerk", territory: "commune:56260")]), session: session)
        return TownHallPlace(
            person: person, commune: CommuneEntry(code: try CommuneCode("56260"), name: self.text("Vannes"), population: 54_000, zone: "Europe/Paris"),
            departmentName: self.text("Morbihan"), standing: .onBehalf, isLent: false)
    }

    private func standing(_ id: DeclarationID) -> StandingDeclaration? {
        guard let commune = try? CommuneCode("56260"), let day = try? CivilDay(iso: "2026-11-29") else { return nil }
        func revision(_ number: Int, _ state: StandingDeclaration.State, deaths: Int) -> StandingDeclaration.Revision {
            .init(
                number: number, state: state, content: .init(day: day, place: .home, cause: .unknown, deaths: deaths, isWithdrawn: false),
                reason: self.text("Erreur de saisie"), refusal: self.text("trop"), isOnBehalf: true, receivedAt: Instant(microseconds: 1_795_000_000_000_000))
        }
        return StandingDeclaration(
            id: id, commune: commune, state: .conflict, number: 1, revisions: [revision(1, .counted, deaths: 1), revision(1, .conflict, deaths: 2)])
    }

    private var working: [Sample] {
        let code = (try? DepartmentCode("56"))
        return [
            Sample(
                name: "exploitation", path: "/exploitation",
                page: OperationsPage(
                    conditions: [
                        .init(service: "Réception (ingest)", name: "Reçoit", isMet: nil, detail: ""),
                        .init(service: "ingest-1", name: "broker", isMet: true, detail: "connecté"),
                        .init(service: self.text("portal-1"), name: "reference", isMet: false, detail: self.text("pas encore chargé")),
                    ],
                    queues: [
                        .init(name: self.text("aggregation.declarations"), depth: 12, consumers: 2, dead: 1),
                        .init(name: "alerting.counts", depth: 0, consumers: 0, dead: nil),
                    ], readAt: "Lu le 12 mars 2026 à 9 h 05.", message: PageMessage(.error, self.text("Le courtier ne répond pas.")))),
            Sample(
                name: "appels", path: "/appels",
                page: CallsPage(
                    scope: self.text("Les communes du Morbihan (56)"),
                    summaries: [PageLink(name: "12 communes sans code", address: self.text("/appels?manque=code"))],
                    departments: [(value: "56", name: self.text("Morbihan")), (value: "29", name: "Finistère")],
                    asked: .init(
                        search: self.text("van"), missing: "code", days: self.text("x"), daysError: self.text("Saisissez un nombre."), department: "56"),
                    lines: [
                        .init(
                            code: "56260", name: self.text("Vannes"), invitation: .used, lastSignIn: "12 mars 2026 à 9 h 05", lastDeclaration: "jamais",
                            lastCall: self.text("aucun"), telephone: self.text("02 97 01 60 00")),
                        .init(
                            code: "56007", name: "Auray", invitation: .open, lastSignIn: "jamais", lastDeclaration: "jamais", lastCall: "aucun",
                            telephone: "inconnu"),
                        .init(
                            code: "56121", name: "Lorient", invitation: .expired, lastSignIn: "jamais", lastDeclaration: "jamais", lastCall: "aucun",
                            telephone: "inconnu"),
                        .init(
                            code: "56122", name: "Loyat", invitation: .noAccount, lastSignIn: "jamais", lastDeclaration: "jamais", lastCall: "aucun",
                            telephone: "inconnu"),
                    ], caption: "4 communes", download: self.text("/v1/departments/56/calls.csv"),
                    pages: PagePagination(current: 1, of: 3) { "/appels?page=\($0)" },
                    message: PageMessage(.info, self.text("Bonjour.")))),
            Sample(
                name: "appel", path: "/appels/56260",
                page: CommuneCallsPage(
                    code: "56260", name: self.text("Vannes"), list: PageLink(name: "Toutes les communes", address: self.text("/appels")),
                    facts: [PageFact(name: "Code d’invitation", value: self.text("utilisé"))], telephone: self.text("02 97 01 60 00"),
                    mail: self.text("mairie@vannes.fr"),
                    clerks: [
                        .init(
                            name: self.text("Marie Le Goff (marie)"), state: self.text("Compte ouvert"),
                            renewal: PageForm(token: self.text(self.token), action: "renouveler", hidden: [HiddenField(name: "compte", value: self.text("a1"))])
                        )
                    ],
                    renewalHint: self.text("Un nouveau code annule celui d’avant."), mayDeclare: true,
                    note: .init(
                        token: self.text(self.token), id: self.text("c1"), day: "hier", hour: self.text("09:13"), outcome: "absent",
                        hourError: self.text("Saisissez l’heure."), outcomeError: self.text("Choisissez.")),
                    calls: [(when: "12 mars 2026 à 9 h 05", outcome: "Absente", who: self.text("Jeanne Le Gall"))], invitation: self.invitation,
                    message: PageMessage(.success, self.text("L’appel est noté.")))),
            Sample(
                name: "appel-sans-compte", path: "/appels/56007",
                page: CommuneCallsPage(
                    code: "56007", name: "Auray", list: PageLink(name: "Toutes les communes", address: "/appels"), facts: [], telephone: nil, mail: nil,
                    clerks: [], renewalHint: nil,
                    mayDeclare: false, note: .init(token: self.token, id: "c1", day: nil, hour: "09:13", outcome: nil), calls: [])),
            Sample(
                name: "audit", path: "/audit",
                page: AuditPage(
                    asked: .init(
                        first: self.text("2026-11-30"), last: self.text("x"), account: self.text("y"), action: "signed-in", firstError: self.text("Un."),
                        lastError: self.text("Deux."), accountError: self.text("Trois.")),
                    lines: [
                        .init(
                            when: "30 novembre 2026 à 9 h 13", who: self.text("compte 1"), address: self.text("/audit?compte=1"), action: "Connexion",
                            subject: self.text("compte 2"), detail: self.text("–"), origin: self.text("192.0.2.1"))
                    ],
                    pages: PagePagination(after: "7", next: "3", path: "/audit", query: []), download: self.text("/v1/audit.csv"),
                    message: PageMessage(.info, self.text("Bonjour.")))),
            Sample(
                name: "donnees-personnelles", path: "/donnees-personnelles",
                page: PrivacyPage(kept: [.init(what: self.text("Sessions"), why: "Vous reconnaître", howLong: "30 jours")]), isSignedIn: false),
            Sample(
                name: "accueil", path: "/",
                page: HomePage(
                    departments: [
                        PageLink(name: self.text("Morbihan (56)"), address: "/departements/56"), PageLink(name: "Haut-Rhin (68)", address: "/departements/68"),
                    ], message: PageMessage(.info, self.text("Bonjour.")))),
            Sample(name: "accueil-vide", path: "/", page: HomePage(departments: [])),
            Sample(name: "france", path: "/france", page: FrancePage()),
        ] + (code.map { [Sample(name: "departement", path: "/departements/56", page: DepartmentPage(code: $0, name: self.text("Morbihan")))] } ?? [])
    }

    private var failing: [Sample] {
        [401, 403, 404, 422, 429, 500, 503].map {
            Sample(
                name: "erreur-\($0)", path: "/", page: FailurePage(status: $0, detail: self.text("Détail."), reference: self.text("a1b2c3"), next: "/france"),
                isSignedIn: $0 != 401)
        }
    }
}

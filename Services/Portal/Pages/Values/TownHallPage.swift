import Formats
import French
import Mortality
import Web

/// `/mairie/`: the one screen of a clerk. Without a script it is all there is; with one, the module takes the same facts over.
struct TownHallPage: Page {
    /// What the module begins with.
    struct Root: Sendable {
        /// `real` or `exercise`.
        let realm: String
        /// Who is signed in, as `GET /v1/session` has it; nothing in the page that is kept on a device.
        let session: String?
        /// The commune, as `GET /v1/town-hall/{commune}` has it; nothing where the ledger could not be asked.
        let state: String?
    }

    /// Which commune, out of several.
    struct Choice: Sendable {
        struct Commune: Sendable {
            let code: String
            let name: String
            let department: String
            let address: String
            let onBehalf: Bool
        }

        /// A commune of a department that they declare for on behalf of all.
        struct Search: Sendable {
            let action: String
            let value: String?
            let results: [PageLink]
            let hasResults: Bool
            /// Something was looked for, and nothing found.
            let isEmpty: Bool
        }

        let communes: [Commune]
        let hasCommunes: Bool
        let search: Search?
    }

    /// One commune.
    struct Screen: Sendable {
        struct Zero: Sendable {
            struct Day: Sendable {
                let day: String
                let name: String
                /// What was told of it; nothing where nothing was.
                let said: String?
                let isUntold: Bool
                /// Of the declaration that nobody died, if it is sent from this page.
                let id: String
            }

            let token: String
            let action: String
            let commune: String
            /// Opened from a reminder.
            let isReady: Bool
            let days: [Day]
            let hasUntold: Bool
        }

        let name: String
        let code: String
        let department: String
        let declareAddress: String
        let tableAddress: String
        let helpAddress: String
        /// Nothing where it is one, or where the exercise department is not loaded.
        let exerciseAddress: String?
        let remindersAddress: String?
        let telephone: String?
        let figures: PageLink?
        let zero: Zero
        let declarations: [DeclarationLine]
        let hasDeclarations: Bool
        /// Whether the ledger could not be asked.
        let isUnknown: Bool
    }

    /// The first account of a commune may invite a few more.
    struct Colleagues: Sendable {
        struct Invite: Sendable {
            let form: PageForm
            let name: FormField
            /// Nothing where there is only one.
            let commune: SelectField?
        }

        let remaining: String
        let invite: Invite?
        let invitation: ShownInvitation?
    }

    static let template = PageTemplate.townHall
    let title: String
    let heading: String
    let message: PageMessage?
    let isExercise: Bool
    let isOnBehalf: Bool
    let today: String?
    let root: Root?
    let choice: Choice?
    let screen: Screen?
    let colleagues: Colleagues?
    /// The form, kept ready for the module.
    let blank: DeclarationForm?
    /// Whether there are other communes to go back to.
    let isSeveral: Bool

    /// Where a commune is to be chosen.
    init(_ choice: Choice, colleagues: Colleagues?, message: PageMessage? = nil) {
        self.title = FormTitle.text("Mairie", colleagues?.invite?.form)
        self.heading = choice.search == nil ? "Vos communes" : "Déclarer pour une commune"
        self.message = message
        (self.isExercise, self.isOnBehalf, self.isSeveral) = (false, false, false)
        (self.today, self.root, self.screen, self.blank) = (nil, nil, nil, nil)
        self.choice = choice
        self.colleagues = colleagues
    }

    /// The screen of one commune.
    init(
        _ screen: Screen, of place: TownHallPlace, today: CivilDay, root: Root, blank: DeclarationForm, colleagues: Colleagues?, isSeveral: Bool,
        message: PageMessage? = nil
    ) {
        self.title = FormTitle.text("\(place.isExercise ? "S’exercer – " : "")\(place.commune.name)", colleagues?.invite?.form)
        self.heading = TownHall.name(of: place.commune.name)
        self.message = message
        self.isExercise = place.isExercise
        self.isOnBehalf = place.standing == .onBehalf
        self.today = FrenchText.dateWithWeekday(today)
        self.root = root
        self.choice = nil
        self.screen = screen
        self.colleagues = colleagues
        self.blank = blank
        self.isSeveral = isSeveral
    }
}

extension TownHallPage.Root {
    /// Of a commune's pages, for who is signed in.
    ///
    /// - Parameters:
    ///   - formToken: The session's.
    ///   - state: Written as JSON already.
    init(_ place: TownHallPlace, formToken: String, state: String?) throws {
        self.realm = place.isExercise ? "exercise" : "real"
        self.session = String(decoding: try JSONAnswer.bytes(SessionAnswer(place.person, formToken: formToken)), as: UTF8.self)
        self.state = state
    }
}

extension TownHallPage.Colleagues {
    /// `action=inviter`, with `nom` and, where there are several, `commune`.
    ///
    /// - Parameter remaining: How many may still be invited.
    init(
        remaining: Int, communes: [(value: String, name: String)], token: String?, name: String? = nil, nameError: String? = nil,
        invitation: ShownInvitation? = nil
    ) {
        self.invitation = invitation
        guard remaining > 0 else {
            self.remaining = "Vous avez invité autant de collègues que vous pouvez. Pour en inviter d’autres, appelez la préfecture."
            self.invite = nil
            return
        }
        self.remaining =
            remaining == 1 ? "Vous pouvez encore inviter une personne de votre mairie." : "Vous pouvez encore inviter \(remaining) personnes de votre mairie."
        let field = FormField(.name, name: "nom", label: "Prénom et nom", value: name, error: nameError, length: 100, autocomplete: "off")
        self.invite = Invite(
            form: PageForm(token: token, action: "inviter", errors: [FormError(field)].compactMap { $0 }), name: field,
            commune: communes.count > 1 ? SelectField(name: "commune", label: "Commune", options: communes) : nil)
    }
}

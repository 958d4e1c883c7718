import Formats
import French
import Mortality
import Web

/// The page `/mairie/`: the one screen of a clerk. It works without scripts; with them, the module takes over with the same facts.
struct TownHallPage: Page {
    /// The values that the module begins with.
    struct Root: Sendable {
        /// The realm of the declarations: `real` or `exercise`.
        let realm: String
        /// The signed-in person as `GET /v1/session` answers it, in JSON; `nil` in the page that is stored on a device.
        let session: String?
        /// The commune as `GET /v1/town-hall/{commune}` answers it, in JSON; `nil` where the ledger could not be asked.
        let state: String?
    }

    /// The choice of a commune out of several.
    struct Choice: Sendable {
        struct Commune: Sendable {
            let code: String
            let name: String
            let department: String
            let address: String
            let onBehalf: Bool
        }

        /// The search for a commune, for those who declare on behalf of all communes of a department.
        struct Search: Sendable {
            let action: String
            let value: String?
            let results: [PageLink]
            let hasResults: Bool
            /// Whether the search found nothing.
            let isEmpty: Bool
        }

        let communes: [Commune]
        let hasCommunes: Bool
        let search: Search?
    }

    /// The screen of one commune.
    struct Screen: Sendable {
        struct Zero: Sendable {
            struct Day: Sendable {
                let day: String
                let name: String
                /// A sentence that tells what the commune declared for the day; `nil` where it declared nothing.
                let said: String?
                let isUntold: Bool
                /// The id of the declaration of zero deaths, if it is sent from this page.
                let id: String
            }

            let token: String
            let action: String
            let commune: String
            /// Whether the page was opened from a reminder.
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
        /// The address of the practice screen; `nil` on the practice screen itself, or where the exercise department is not loaded.
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

    /// The form with which the first account of a commune invites a few more.
    struct Colleagues: Sendable {
        struct Invite: Sendable {
            let form: PageForm
            let name: FormField
            /// The choice of the commune; `nil` where there is only one.
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
    /// An empty form that is kept ready for the module.
    let blank: DeclarationForm?
    /// Whether the person may go back to other communes.
    let isSeveral: Bool

    /// Fills the page where a commune is chosen.
    init(_ choice: Choice, colleagues: Colleagues?, message: PageMessage? = nil) {
        self.title = FormTitle.text("Mairie", colleagues?.invite?.form)
        self.heading = choice.search == nil ? "Vos communes" : "Déclarer pour une commune"
        self.message = message
        (self.isExercise, self.isOnBehalf, self.isSeveral) = (false, false, false)
        (self.today, self.root, self.screen, self.blank) = (nil, nil, nil, nil)
        self.choice = choice
        self.colleagues = colleagues
    }

    /// Fills the screen of one commune.
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
    /// Creates the values for the pages of a commune, for the person who is signed in.
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
    /// Fills the form (`action=inviter`, with `nom` and, where there are several communes, `commune`).
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

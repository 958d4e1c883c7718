/// The page `/mairie/rappels`: when a commune is reminded by mail.
struct ReminderPage: Page {
    struct Setting: Sendable {
        let hour: Int
        /// The days of the week on which mails may come; 1 is Monday.
        let weekdays: [Int]
        /// Whether the mails go to the visitor.
        let isOwn: Bool
    }

    struct Weekday: Sendable {
        let name: String
        let field: String
        let isOpen: Bool
    }

    struct Form: Sendable {
        let form: PageForm
        let address: String
        let hour: SelectField
        let weekdays: [Weekday]
        let button: String
    }

    /// The hours of the day that may be chosen.
    static let hours = 7...20
    private static let names = ["Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "Samedi", "Dimanche"]

    static let template = PageTemplate.reminder
    let title: String
    let name: String
    let message: PageMessage?
    /// A sentence that tells what is set now.
    let state: String
    /// The form that sets reminders; `nil` where the account has no address.
    let form: Form?
    let lacksAddress: Bool
    /// The form that ends the reminders (`action=arreter`); `nil` where there are none.
    let stopping: PageForm?
    let others: [PageLink]
    let hasOthers: Bool

    init(
        commune: String, name: String, address: String?, setting: Setting?, others: [PageLink] = [], token: String?, message: PageMessage? = nil,
        error: String? = nil, typedHour: Int? = nil
    ) {
        self.name = name
        self.message = message
        self.state =
            switch setting {
            case nil: "Aucun rappel n’est envoyé pour cette commune."
            case let setting? where setting.isOwn: "Les rappels sont envoyés à votre adresse, à partir de \(setting.hour) h."
            case let setting?:
                "Les rappels sont envoyés à un autre agent de la commune, à partir de \(setting.hour) h. En enregistrant, vous les recevrez à sa place."
            }
        let hidden = [HiddenField(name: "commune", value: commune)]
        let open = Set(error == nil ? setting?.weekdays ?? [1, 2, 3, 4, 5] : [])
        let form = PageForm(token: token, action: "regler", hidden: hidden, errors: error.map { [FormError(target: "jour-1", text: $0)] } ?? [])
        self.form = address.map { address in
            Form(
                form: form, address: address,
                hour: SelectField(
                    name: "heure", label: "À partir de quelle heure ?", options: Self.hours.map { (value: "\($0)", name: "\($0) h") },
                    chosen: "\(typedHour ?? setting?.hour ?? 16)"),
                weekdays: Self.names.enumerated().map { Weekday(name: $0.element, field: "jour-\($0.offset + 1)", isOpen: open.contains($0.offset + 1)) },
                button: setting == nil ? "Recevoir des rappels" : "Enregistrer")
        }
        self.lacksAddress = address == nil
        self.stopping = setting == nil ? nil : PageForm(token: token, action: "arreter", hidden: hidden)
        self.others = others
        self.hasOthers = !others.isEmpty
        self.title = FormTitle.text("Rappels par courriel – \(name)", form)
    }
}

/// The page `/mairie/rappels/fin`: one button that ends the reminders, then what it did.
struct ReminderEndPage: Page {
    static let template = PageTemplate.reminderEnd
    let title = "Fin des rappels par courriel"
    let name: String
    /// The address that the button is sent to; `nil` once it was.
    let address: String?
    let isDone: Bool

    init(name: String, address: String?) {
        self.name = name
        self.address = address
        self.isDone = address == nil
    }
}

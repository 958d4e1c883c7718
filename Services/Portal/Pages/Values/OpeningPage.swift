import Accounts

/// The page `/ouvertures/{code}`: one department and the forms that open, pause, resume or close it.
struct OpeningPage: Page {
    /// A form that changes the department's state, with a field for the sentence that declarers are told where there is one.
    struct Change: Sendable {
        let form: PageForm
        let word: FormField?
    }

    struct Open: Sendable {
        let form: PageForm
        let heading: String
        let button: String
        let callCentre: FormField
        let name: FormField
        let mail: FormField
        let codes: SelectField
        let commune: FormField
    }

    static let template = PageTemplate.opening
    let title: String
    let name: String
    let address: String
    let message: PageMessage?
    let facts: [PageFact]
    let open: Open
    let pause: Change?
    let resume: Change?
    let close: Change?

    init(
        code: String, name: String, life: DepartmentLife.State?, facts: [PageFact], callCentre: String?, token: String?, asked: OpeningForm? = nil,
        message: PageMessage? = nil
    ) {
        self.name = name
        self.address = "/ouvertures/\(code)"
        self.message = message
        self.facts = facts
        self.open = Open(life: life, callCentre: callCentre, token: token, asked: asked.flatMap { $0.action == "ouvrir" ? $0 : nil })
        func change(_ action: String, hint: String?) -> Change {
            let typed = asked.flatMap { $0.action == action ? $0 : nil }
            let word = hint.map {
                FormField(
                    name: "mot", label: "Mot montré aux mairies", id: "mot-\(action)", hint: $0, value: typed?.word,
                    error: typed?.error?.field == "word" ? typed?.error?.text : nil, isOptional: true, length: DepartmentWord.longest)
            }
            let other = typed?.error.flatMap { $0.field == "word" ? nil : FormError(text: $0.text) }
            return Change(form: PageForm(token: token, action: action, errors: [word.flatMap { FormError($0) }, other].compactMap { $0 }), word: word)
        }
        self.pause = life == .paused || life == .closed ? nil : change("suspendre", hint: "Par exemple : « Reprise lundi 8 h, gardez vos décomptes. »")
        self.resume = life == .paused ? change("reprendre", hint: nil) : nil
        self.close = life == .closed ? nil : change("fermer", hint: "Par exemple : « La surveillance est terminée, merci. »")
        self.title = FormTitle.text(name, self.open.form, self.pause?.form, self.close?.form)
    }
}

extension OpeningPage.Open {
    /// Fills the form that opens the department (`action=ouvrir`, with `centre-appel`, `nom`, `courriel`, `codes`, `commune`).
    init(life: DepartmentLife.State?, callCentre: String?, token: String?, asked: OpeningForm?) {
        func error(_ fields: String...) -> String? { asked?.error.flatMap { fields.contains($0.field ?? "") ? $0.text : nil } }
        self.heading = life == nil || life == .closed ? "Ouvrir le département" : "Compléter l’ouverture"
        self.button = life == nil || life == .closed ? "Ouvrir et télécharger les lettres" : "Compléter et télécharger les lettres"
        self.callCentre = FormField(
            .verbatim, name: "centre-appel", label: "Numéro du centre d’appel", hint: "Imprimé sur les lettres.", value: asked?.callCentre ?? callCentre,
            error: error("callCentre"), isOptional: true, length: 32)
        self.name = FormField(
            .name, name: "nom", label: "Premier administrateur de la préfecture : prénom et nom", value: asked?.name, error: error("name"), isOptional: true,
            length: 100, autocomplete: "off")
        self.mail = FormField(
            .verbatim, name: "courriel", label: "Son adresse électronique", hint: "Ce sera son identifiant.", value: asked?.mail,
            error: error("email", "login"), isOptional: true, length: 64, autocomplete: "off")
        self.codes = SelectField(
            name: "codes", label: "Codes",
            options: [
                (value: "manquants", name: "Seulement ceux qui manquent"), (value: "une", name: "Aussi celui d’une commune"),
                (value: "toutes", name: "Tous ceux qui n’ont pas servi"),
            ], chosen: asked?.renewal ?? "manquants",
            hint: "Un code refait remplace l’ancien, qui n’ouvre plus rien. Les mots de passe déjà choisis restent.")
        self.commune = FormField(
            .verbatim, name: "commune", label: "Code INSEE de cette commune", value: asked?.commune, error: error("renew"), isOptional: true, length: 5)
        let told = [FormError(self.callCentre), FormError(self.name), FormError(self.mail), FormError(self.commune)].compactMap { $0 }
        let other = told.isEmpty ? asked?.error.map { FormError(text: $0.text) } : nil
        self.form = PageForm(token: token, action: "ouvrir", errors: told + [other].compactMap { $0 })
    }
}

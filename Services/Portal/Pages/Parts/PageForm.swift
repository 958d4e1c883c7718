/// What every form that changes something contains: its token, its action, and the errors of the last time it was sent.
struct PageForm: Sendable {
    /// The token, which is bound to the session; `nil` where there is no session yet.
    let token: String?
    let hidden: [HiddenField]
    let errors: [FormError]
    let hasErrors: Bool
    /// The heading of the summary of errors, with their number.
    let errorTitle: String

    /// Creates the parts of a form.
    ///
    /// - Parameters:
    ///   - action: Says which form of its page it is; the field `action`.
    ///   - hidden: What else it carries.
    init(token: String?, action: String? = nil, hidden: [HiddenField] = [], errors: [FormError] = []) {
        self.token = token
        self.hidden = (action.map { [HiddenField(name: "action", value: $0)] } ?? []) + hidden
        self.errors = errors
        self.hasErrors = !errors.isEmpty
        self.errorTitle = errors.count == 1 ? "Une erreur est à corriger" : "\(errors.count) erreurs sont à corriger"
    }
}

struct HiddenField: Sendable {
    let name: String
    let value: String
}

/// One sentence in the summary of errors above a form, which leads to its field.
struct FormError: Sendable {
    /// The field's id; `nil` for an error of the form as a whole.
    let target: String?
    let text: String

    /// Repeats the error of a field, which is shown beside the field too; `nil` where the field has none.
    init?(_ field: FormField) {
        guard let error = field.error else { return nil }
        self.init(target: field.id, text: error)
    }

    init?(_ field: SelectField) {
        guard let error = field.error else { return nil }
        self.init(target: field.id, text: error)
    }

    init(target: String? = nil, text: String) {
        self.target = target
        self.text = text
    }
}

/// Writes the title of a page, which begins with the errors when a form came back.
enum FormTitle {
    static func text(_ title: String, _ forms: PageForm?...) -> String {
        forms.contains { $0?.hasErrors ?? false } ? "Erreur – \(title)" : title
    }
}

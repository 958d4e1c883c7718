/// What every form that changes something carries: its token, what it does, and what was wrong when it was sent before.
struct PageForm: Sendable {
    /// Bound to the session; nothing where there is none yet.
    let token: String?
    let hidden: [HiddenField]
    let errors: [FormError]
    let hasErrors: Bool
    /// The summary's heading, which counts the errors.
    let errorTitle: String

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

/// One sentence of the summary over a form, which leads to the field.
struct FormError: Sendable {
    /// The field's id; nothing for what is wrong with all of it.
    let target: String?
    let text: String

    /// Of a field whose error is told beside it too.
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

/// A title of a page, which says first that a form came back.
enum FormTitle {
    static func text(_ title: String, _ forms: PageForm?...) -> String {
        forms.contains { $0?.hasErrors ?? false } ? "Erreur – \(title)" : title
    }
}

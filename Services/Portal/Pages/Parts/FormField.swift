/// A field to type into, with the label, the help and the error that belong to it.
struct FormField: Sendable {
    enum Kind: Sendable {
        case text
        /// The field takes a person's name.
        case name
        /// The field takes an identifier or a code, which the browser must neither capitalise nor correct.
        case verbatim
        case code
        case oneTimeCode
        case currentPassword
        case newPassword
        case search
        /// The field takes a small whole number and may be left empty.
        case count
        /// The field takes an hour of the day.
        case hour
        /// The field takes a day that narrows a list.
        case day
    }

    let id: String
    let name: String
    let label: String
    let hint: String?
    let value: String?
    let error: String?
    let hasError: Bool
    let isOptional: Bool
    /// Whether the label says that the field is optional; fields of a search need not say it.
    let saysOptional: Bool
    let type: String
    let autocomplete: String?
    let inputMode: String?
    let length: Int?
    let isVerbatim: Bool
    let isSecret: Bool
    let isCode: Bool
    /// The ids of the elements with the help and the error; `nil` where there are none.
    let describedBy: String?

    /// Creates a field.
    ///
    /// - Parameters:
    ///   - name: What it is sent as.
    ///   - id: Needed where two fields of one page have the same name.
    ///   - autocomplete: Where it is not what follows from the kind.
    init(
        _ kind: Kind = .text, name: String, label: String, id: String? = nil, hint: String? = nil, value: String? = nil, error: String? = nil,
        isOptional: Bool = false, length: Int? = nil, autocomplete: String? = nil
    ) {
        let id = id ?? name
        self.id = id
        self.name = name
        self.label = label
        self.hint = hint
        // A password is never sent back.
        self.isSecret = kind == .currentPassword || kind == .newPassword
        self.value = self.isSecret ? nil : value
        self.error = error
        self.hasError = error != nil
        self.isOptional = isOptional
        self.saysOptional = isOptional && kind != .search && kind != .count && kind != .day
        self.length = length
        self.isVerbatim = kind != .text && kind != .name && kind != .search && kind != .hour && kind != .day
        self.isCode = kind == .code || kind == .oneTimeCode
        self.describedBy = FieldNotes.ids(of: id, hint: hint, error: error)
        switch kind {
        case .currentPassword: (self.type, self.autocomplete, self.inputMode) = ("password", autocomplete ?? "current-password", nil)
        case .newPassword: (self.type, self.autocomplete, self.inputMode) = ("password", autocomplete ?? "new-password", nil)
        // Recovery codes have letters: the keyboard is not of digits alone.
        case .oneTimeCode: (self.type, self.autocomplete, self.inputMode) = ("text", autocomplete ?? "one-time-code", nil)
        case .search: (self.type, self.autocomplete, self.inputMode) = ("search", autocomplete ?? "off", nil)
        case .count: (self.type, self.autocomplete, self.inputMode) = ("text", autocomplete ?? "off", "numeric")
        case .day: (self.type, self.autocomplete, self.inputMode) = ("date", autocomplete ?? "off", nil)
        case .hour: (self.type, self.autocomplete, self.inputMode) = ("time", autocomplete ?? "off", nil)
        case .code: (self.type, self.autocomplete, self.inputMode) = ("text", autocomplete ?? "off", nil)
        case .text, .name, .verbatim: (self.type, self.autocomplete, self.inputMode) = ("text", autocomplete, nil)
        }
    }
}

/// The help and the error that stand beside a field and are read out with it.
private enum FieldNotes {
    /// Returns their ids for `aria-describedby`; `nil` where there are none.
    static func ids(of id: String, hint: String?, error: String?) -> String? {
        let ids = [hint.map { _ in "\(id)-aide" }, error.map { _ in "\(id)-erreur" }].compactMap { $0 }
        return ids.isEmpty ? nil : ids.joined(separator: " ")
    }
}

/// A field to choose from a list.
struct SelectField: Sendable {
    struct Option: Sendable {
        let value: String
        let name: String
        let isChosen: Bool
    }

    let id: String
    let name: String
    let label: String
    let hint: String?
    let options: [Option]
    let error: String?
    let hasError: Bool
    let isOptional: Bool
    let saysOptional: Bool
    let describedBy: String?

    /// Creates a field.
    ///
    /// - Parameters:
    ///   - options: Value and name of each, in order.
    ///   - chosen: The value that stands in it.
    ///   - isFilter: Whether it narrows a list, rather than being filled in.
    init(
        name: String, label: String, options: [(value: String, name: String)], chosen: String? = nil, id: String? = nil, hint: String? = nil,
        error: String? = nil, isOptional: Bool = false, isFilter: Bool = false
    ) {
        let id = id ?? name
        self.id = id
        self.name = name
        self.label = label
        self.hint = hint
        self.options = options.map { Option(value: $0.value, name: $0.name, isChosen: $0.value == chosen) }
        self.error = error
        self.hasError = error != nil
        self.isOptional = isOptional || isFilter
        self.saysOptional = isOptional && !isFilter
        self.describedBy = FieldNotes.ids(of: id, hint: hint, error: error)
    }
}

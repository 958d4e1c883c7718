import French
import Mortality

/// The form of a declaration. It is the same on its own page and in the application, which stores it for when there is no network.
struct DeclarationForm: Sendable {
    /// One of several answers to choose from, shown as a big button.
    struct Choice: Sendable {
        let value: String
        let label: String
        let hint: String?
        let isChosen: Bool
    }

    struct Typed: Sendable {
        let value: String?
        let error: String?
    }

    struct Date: Sendable {
        let value: String?
        let error: String?
        /// The earliest day that may be chosen.
        let least: String
        /// The latest day that may be chosen.
        let most: String
    }

    struct Question: Sendable { let text: String }

    let action: String
    let token: String?
    let id: String
    let commune: String
    /// The number of the revision that the form makes; `nil` for a first declaration.
    let revision: Int?
    let places: [Choice]
    let causes: [Choice]
    let days: [Choice]
    let date: Date
    let number: Typed
    /// The reasons to choose from; `nil` for a first declaration.
    let reasons: [Choice]?
    let hasReasons: Bool
    let errors: [FormError]
    let hasErrors: Bool
    let placeError: String?
    let causeError: String?
    let dayError: String?
    let reasonError: String?
    let question: Question?
    let similar: [DeclarationLine]
    let hasSimilar: Bool
    let submit: String
    let cancel: String

    /// Fills the form.
    ///
    /// - Parameters:
    ///   - typed: What stands in it.
    ///   - token: The session's; nothing in the page that is kept on a device.
    init(
        _ typed: TypedDeclaration, action: String, token: String?, commune: String, today: CivilDay?, question: String? = nil, similar: [DeclarationLine] = [],
        cancel: String
    ) {
        self.action = action
        self.token = token
        self.id = token == nil ? "" : typed.id.description
        self.commune = commune
        self.revision = typed.revision > 1 ? typed.revision : nil
        self.places = Place.allCases.map { Choice(value: $0.rawValue, label: $0.label, hint: $0.formHint, isChosen: typed.place == $0.rawValue) }
        self.causes = Cause.allCases.map { Choice(value: $0.rawValue, label: $0.label, hint: $0.formHint, isChosen: typed.cause == $0.rawValue) }
        let names: [TypedDeclaration.DayChoice: String] = [.today: "Aujourd’hui", .yesterday: "Hier", .other: "Un autre jour"]
        self.days = TypedDeclaration.DayChoice.allCases.map { Choice(value: $0.rawValue, label: names[$0] ?? "", hint: nil, isChosen: typed.day == $0) }
        self.date = Date(
            value: typed.date, error: typed.error(of: .date), least: today?.addingYears(-2).description ?? "", most: today?.description ?? "")
        self.number = Typed(value: typed.deaths, error: typed.error(of: .deaths))
        self.reasons =
            typed.revision > 1
            ? CorrectionReason.allCases.map { Choice(value: $0.rawValue, label: $0.rawValue, hint: nil, isChosen: typed.reason == $0.rawValue) } : nil
        self.hasReasons = typed.revision > 1
        self.errors = typed.errors.map { FormError(target: Self.target($0.field), text: $0.text) }
        self.hasErrors = !typed.errors.isEmpty
        self.placeError = typed.error(of: .place)
        self.causeError = typed.error(of: .cause)
        self.dayError = typed.error(of: .day)
        self.reasonError = typed.error(of: .reason)
        self.question = question.map { Question(text: $0) }
        self.similar = similar
        self.hasSimilar = !similar.isEmpty
        self.submit = typed.revision > 1 ? "Envoyer la correction" : "Envoyer la déclaration"
        self.cancel = cancel
    }

    /// Returns the id of the first control of a field.
    private static func target(_ field: TypedDeclaration.Field) -> String {
        switch field {
        case .place: "lieu-\(Place.allCases.first?.rawValue ?? "")"
        case .cause: "nature-\(Cause.allCases.first?.rawValue ?? "")"
        case .day: "jour-\(TypedDeclaration.DayChoice.today.rawValue)"
        case .date, .deaths, .reason: field.rawValue
        }
    }
}

extension Place {
    /// A hint for what a clerk may hesitate about.
    var formHint: String? {
        switch self {
        case .careHome: "Maison de retraite, résidence autonomie, foyer-logement"
        case .healthFacility: "Hôpital, clinique"
        case .publicSpace: "Rue, route, plage, lieu public"
        case .home, .other, .unknown: nil
        }
    }
}

extension Cause {
    var formHint: String? {
        switch self {
        case .covidConfirmed: "Test positif, ou certificat qui le dit"
        case .unknown: "Vous ne savez pas : c’est une réponse aussi utile que les autres"
        case .covidSuspected, .other: nil
        }
    }
}

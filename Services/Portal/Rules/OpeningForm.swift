import Accounts
import Mortality
import Runtime

/// The form as the national administrator sent it, with its errors.
struct OpeningForm: Sendable {
    let action: String?
    let word: String?
    let callCentre: String?
    let name: String?
    let mail: String?
    let renewal: String?
    let commune: String?
    var error: (field: String?, text: String)?

    init(
        action: String?, word: String? = nil, callCentre: String? = nil, name: String? = nil, mail: String? = nil, commune: String? = nil,
        renewal: String? = nil
    ) {
        self.action = action
        self.word = word
        self.callCentre = callCentre
        self.name = name
        self.mail = mail
        self.commune = commune
        self.renewal = renewal
    }

    /// The step in the department's life; `nil` for an opening.
    var step: DepartmentLife.Step? {
        get throws {
            let word = try self.word.map { try DepartmentWord($0) }
            switch self.action {
            case "ouvrir": return nil
            case "suspendre": return .pause(word)
            case "reprendre": return .resume
            case "fermer": return .close(word)
            default: throw Problem.notAdmitted(field: "action", reason: "required")
            }
        }
    }
}

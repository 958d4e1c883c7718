import Accounts
import French
import Mortality
import Runtime
import Web

/// The page `/mairie/recu/{id}`: a declaration, what became of it, and the ways to correct it.
struct ReceiptPage: Page {
    struct Step: Sendable {
        let revision: Int
        let what: String
        let when: String
        let state: String
        let reason: String?
        let isOnBehalf: Bool
    }

    struct Withdraw: Sendable {
        struct Option: Sendable {
            let value: String
            let label: String
        }

        let action: String
        let token: String
        let commune: String
        let revision: Int
        let reasons: [Option]
        let reasonError: String?
    }

    /// Two contents of one revision, one of which a person chooses.
    struct Conflict: Sendable {
        struct Version: Sendable {
            struct Form: Sendable {
                let action: String
                let token: String
                let hidden: [HiddenField]
            }

            let what: String
            let when: String
            let form: Form
        }

        let mine: Version
        let theirs: Version
    }

    static let template = PageTemplate.receipt
    let title: String
    let heading: String
    let message: PageMessage?
    let isExercise: Bool
    let isOnBehalf: Bool
    let name: String
    let number: String
    let receipt: String?
    let what: String
    let day: String
    let state: String
    let badge: String
    let explanation: String
    /// Whether the declaration is still on its way to being counted, so that a later look tells more.
    let isMoving: Bool
    let refresh: String
    let history: [Step]
    let correct: String?
    let withdraw: Withdraw?
    let conflict: Conflict?
    let back: String
    let declareAgain: String

    /// Fills the page.
    ///
    /// - Parameters:
    ///   - receipt: What the device was given when it was received.
    ///   - token: The session's form token.
    init(
        _ declaration: StandingDeclaration, receipt: String?, at place: TownHallPlace, token: String, _ clock: ZoneClock, message: PageMessage? = nil,
        reasonError: String? = nil
    ) {
        let current = declaration.current
        func when(_ instant: Instant?) -> String { instant.map { WrittenInstant.text($0, in: place.commune.zone, clock) } ?? "" }
        self.title = "\(reasonError == nil ? "" : "Erreur – ")Déclaration n° \(declaration.numberInWords)"
        self.heading = "Déclaration n°\(FrenchText.space)\(declaration.numberInWords)"
        self.message = message
        self.isExercise = place.isExercise
        self.isOnBehalf = place.standing == .onBehalf
        self.name = place.commune.name
        self.number = declaration.numberInWords
        self.receipt = receipt
        self.what = current.content?.what ?? "Déclaration reçue"
        self.day = current.content.map { FrenchText.dateWithWeekday($0.day) } ?? ""
        self.state = declaration.state.french
        self.badge = declaration.state.badge
        self.explanation = declaration.state.explanation(current.refusal)
        self.isMoving = declaration.state == .received
        self.refresh = place.page("/recu/\(declaration.id)", [("recu", receipt ?? "")])
        self.history = declaration.revisions.map { revision in
            Step(
                revision: revision.number, what: revision.content.map { "\($0.what), \(FrenchText.dateWithWeekday($0.day))" } ?? "",
                when: when(revision.receivedAt), state: revision.state.french, reason: revision.reason, isOnBehalf: revision.isOnBehalf)
        }
        let isOpen = declaration.isOpen
        self.correct = isOpen ? place.page("/corriger/\(declaration.id)") : nil
        self.withdraw =
            isOpen
            ? Withdraw(
                action: place.page("/retirer/\(declaration.id)"), token: token, commune: place.commune.code.text, revision: declaration.nextRevision,
                reasons: CorrectionReason.allCases.map { .init(value: $0.rawValue, label: $0.rawValue) }, reasonError: reasonError) : nil
        let contested = declaration.contested
        if let theirs = contested.first(where: { $0.state != .conflict }), let mine = contested.last(where: { $0.state == .conflict }) {
            func version(_ revision: StandingDeclaration.Revision) -> Conflict.Version {
                Conflict.Version(
                    what: revision.content.map { "\($0.what), \(FrenchText.dateWithWeekday($0.day))" } ?? "", when: when(revision.receivedAt),
                    form: .init(
                        action: place.page("/corriger/\(declaration.id)"), token: token,
                        hidden: Self.fields(revision.content, id: declaration.id, revision: declaration.nextRevision, commune: place.commune.code)))
            }
            self.conflict = Conflict(mine: version(mine), theirs: version(theirs))
        } else {
            self.conflict = nil
        }
        self.back = place.page("/")
        self.declareAgain = place.page("/declarer")
    }

    /// Returns the form's fields with the values of one of the two contents.
    private static func fields(_ content: StandingDeclaration.Content?, id: DeclarationID, revision: Int, commune: CommuneCode) -> [HiddenField] {
        guard let content else { return [] }
        return [
            ("id", id.description), ("commune", commune.text), ("revision", "\(revision)"), ("lieu", content.place?.rawValue ?? ""),
            ("nature", content.cause?.rawValue ?? ""), ("jour", TypedDeclaration.DayChoice.other.rawValue), ("date", content.day.description),
            ("nombre", "\(content.deaths)"), ("motif", CorrectionReason.chosen), ("confirme", "1"),
        ].map { HiddenField(name: $0.0, value: $0.1) }
    }
}

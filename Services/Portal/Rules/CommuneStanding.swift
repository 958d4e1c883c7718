import Accounts
import French
import Mortality
import Runtime
import Web

/// How far a commune has come, as whoever telephones it must know.
struct CommuneStanding: Sendable {
    let code: CommuneCode
    let name: String
    let clerks: ClerkStanding
    /// When anybody last declared for the commune; `nil` if nobody ever did.
    let lastDeclarationAt: Instant?
    let contact: Contact?
    let lastCall: NotedCall?
    /// The day of the last sign-in, by the department's calendar.
    let lastSignInDay: CivilDay?
    /// The day of the last declaration, by the department's calendar.
    let lastDeclarationDay: CivilDay?

    init(
        _ commune: CommuneEntry, clerks: ClerkStanding, lastDeclarationAt: Instant?, contact: Contact?, lastCall: NotedCall?, zone: String, clock: ZoneClock
    ) {
        self.code = commune.code
        self.name = commune.name
        self.clerks = clerks
        self.lastDeclarationAt = lastDeclarationAt
        self.contact = contact
        self.lastCall = lastCall
        self.lastSignInDay = clerks.lastSignInAt.map { clock.day(of: $0, in: zone) }
        self.lastDeclarationDay = lastDeclarationAt.map { clock.day(of: $0, in: zone) }
    }

    static func isBefore(_ one: CommuneStanding, _ other: CommuneStanding) -> Bool { CommuneOrder.isBefore((one.name, one.code), (other.name, other.code)) }
}

/// Orders names as a dictionary does, as if they had no accents.
enum CommuneOrder {
    static func isBefore(_ one: (name: String, code: CommuneCode), _ other: (name: String, code: CommuneCode)) -> Bool {
        (PlainWord.fold(one.name), one.code) < (PlainWord.fold(other.name), other.code)
    }
}

/// The conditions on the communes that somebody looks for.
struct CallFilter: Hashable, Sendable {
    /// A step that a commune has not done yet.
    enum Missing: String, CaseIterable, Hashable, Sendable {
        /// Nobody of the commune has redeemed an invitation.
        case code
        /// Nobody of the commune has signed in, or nobody has in the last ``days``.
        case signIn = "sign-in"
        /// Nobody has declared for the commune, or nobody has in the last ``days``.
        case declaration
    }

    static let longest = 365

    /// The beginning of a code, or words of a name, written without accents.
    var text: String?
    var missing: Missing?
    /// The number of days, today included, for which the step is missing; `nil` for communes that never did it.
    var days: Int?

    /// Returns whether a commune meets the conditions.
    func admits(_ standing: CommuneStanding, today: CivilDay) -> Bool {
        if let text, !CommuneSearch(text).finds(standing) { return false }
        switch self.missing {
        case nil: return true
        case .code: return standing.clerks.code != .used
        case .signIn: return self.isMissing(standing.lastSignInDay, today)
        case .declaration: return self.isMissing(standing.lastDeclarationDay, today)
        }
    }

    private func isMissing(_ last: CivilDay?, _ today: CivilDay) -> Bool {
        guard let last else { return true }
        guard let days else { return false }
        return last <= today.advanced(by: -days)
    }
}

/// Finds communes by the beginning of their code or by words of their name, however accents, hyphens and « saint » are written.
struct CommuneSearch: Sendable {
    private let code: String
    private let whole: String
    private let words: [String]

    init(_ typed: String) {
        self.code = typed.uppercased().filter { !$0.isWhitespace }
        self.whole = PlainWord.fold(typed)
        self.words = Self.words(typed)
    }

    func finds(_ standing: CommuneStanding) -> Bool { self.finds(standing.name, standing.code) }

    func finds(_ name: String, _ code: CommuneCode) -> Bool {
        if self.whole.isEmpty { return true }
        if code.text.hasPrefix(self.code) || PlainWord.fold(name).contains(self.whole) { return true }
        let names = Self.words(name)
        return !self.words.isEmpty && self.words.allSatisfy { word in names.contains { $0.hasPrefix(word) } }
    }

    private static func words(_ text: String) -> [String] {
        PlainWord.words(text).map { word in
            switch word {
            case "st": "saint"
            case "ste": "sainte"
            default: word
            }
        }
    }
}

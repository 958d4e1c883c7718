import Accounts
import French
import Mortality
import Runtime
import Web

/// How far a commune has come: what whoever telephones it must know.
struct CommuneStanding: Sendable {
    let code: CommuneCode
    let name: String
    let clerks: ClerkStanding
    /// When something was declared for it last, by whomever.
    let lastDeclarationAt: Instant?
    let contact: Contact?
    let lastCall: NotedCall?
    /// The days of the last sign-in and of the last declaration, by the department's calendar.
    let lastSignInDay: CivilDay?
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
        self.lastSignInDay = clerks.lastSignInAt.map { clock.day(of: $0.instant, in: zone) }
        self.lastDeclarationDay = lastDeclarationAt.map { clock.day(of: $0, in: zone) }
    }

    static func isBefore(_ one: CommuneStanding, _ other: CommuneStanding) -> Bool { CommuneOrder.isBefore((one.name, one.code), (other.name, other.code)) }
}

/// The order of names that a dictionary has: as if they had no accents.
enum CommuneOrder {
    static func isBefore(_ one: (name: String, code: CommuneCode), _ other: (name: String, code: CommuneCode)) -> Bool {
        (PlainWord.fold(one.name), one.code) < (PlainWord.fold(other.name), other.code)
    }
}

/// Which communes somebody looks for.
struct CallFilter: Hashable, Sendable {
    /// What a commune has not done yet.
    enum Missing: String, CaseIterable, Hashable, Sendable {
        /// No invitation of it was redeemed.
        case code
        case signIn = "sign-in"
        case declaration
    }

    static let longest = 365

    /// The beginning of a code, or words of a name, without accents.
    var text: String?
    var missing: Missing?
    /// Missing for so many days, today included; without, it never happened at all.
    var days: Int?

    /// Whether a commune is among them.
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

/// Finds communes by what is typed of them: a code or its beginning, or words of the name, however accents, hyphens and « saint » are
/// written.
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

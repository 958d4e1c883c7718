import Accounts
import Mortality
import Runtime

/// The communes of a department with what a caller needs to telephone them.
struct CallsAnswer: Encodable, Sendable {
    let department: String
    /// The number of communes in the department.
    let total: Int
    /// The number of communes that meet the conditions.
    let count: Int
    let communes: [CommuneStandingAnswer]
}

struct CommuneStandingAnswer: Encodable, Sendable {
    let commune: String
    let name: String
    let accounts: Int
    /// The state of the commune's invitation: `none`, `expired`, `open` or `used`.
    let code: String
    @Nullable var codeExpiresAt: String?
    @Nullable var lastSignInAt: String?
    @Nullable var lastDeclarationAt: String?
    @Nullable var telephone: String?
    @Nullable var mail: String?
    @Nullable var lastCall: CallAnswer?

    init(_ standing: CommuneStanding) {
        self.commune = standing.code.text
        self.name = standing.name
        self.accounts = standing.clerks.accounts
        self.code = standing.clerks.code.rawValue
        self.codeExpiresAt = standing.clerks.openUntil?.text
        self.lastSignInAt = standing.clerks.lastSignInAt?.text
        self.lastDeclarationAt = standing.lastDeclarationAt?.text
        self.telephone = standing.contact?.telephone
        self.mail = standing.contact?.mail
        self.lastCall = standing.lastCall.map { CallAnswer($0) }
    }
}

struct CallAnswer: Encodable, Sendable {
    let id: String
    let commune: String
    let at: String
    @Nullable var outcome: String?
    let account: String

    /// Describes a call that an account has just noted.
    init(_ call: Call, of account: AccountID) {
        self.id = call.id.description
        self.commune = call.commune.text
        self.at = call.at.text
        self.outcome = call.outcome.rawValue
        self.account = account.description
    }

    init(_ call: NotedCall) {
        self.id = call.id.description
        self.commune = call.commune.text
        self.at = call.at.text
        self.outcome = call.outcome?.rawValue
        self.account = call.account.description
    }
}

/// The answer about one commune: how far it has come, whose code may be renewed, and the calls to it.
struct CommuneCallsAnswer: Encodable, Sendable {
    let standing: CommuneStandingAnswer
    /// The accounts for which the asker may make a new code, with `POST /v1/accounts/{id}/invitation`.
    let renewable: [AccountAnswer]
    /// The calls, the last one first, at most 100.
    let calls: [CallAnswer]
}

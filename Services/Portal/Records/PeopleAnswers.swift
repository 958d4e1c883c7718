import Accounts
import Mortality
import Runtime
import Web

/// The signed-in person, and the token that their changes must show.
struct SessionAnswer: Encodable, Sendable {
    let signedIn = true
    let account: String
    let login: String
    let name: String
    let roles: [GrantAnswer]
    /// The address of the page that the person lands on.
    let home: String
    /// Whether the person must set up a second factor before they may do anything else.
    let mustSetSecondFactor: Bool
    /// The token that changes must send in the header `X-Vigie-Token`.
    let formToken: String

    init(_ person: Person, formToken: String) {
        self.account = person.account.description
        self.login = person.login
        self.name = person.name
        self.roles = person.access.grants.sorted().map { GrantAnswer($0) }
        self.home = person.lacksSecondFactor ? Access.secondFactorPage : person.access.landing
        self.mustSetSecondFactor = person.lacksSecondFactor
        self.formToken = formToken
    }
}

/// The answer when a session ended here and the provider that opened it still has one of its own.
struct DepartedAnswer: Encodable, Sendable {
    /// The provider's address that ends its session and leads back here.
    let leaveAt: String
}

/// The answer when the password was right and the code of the second factor must follow.
struct ChallengeAnswer: Encodable, Sendable {
    let signedIn: Bool
    let challenge: String
    let expiresIn: Int
}

struct GrantAnswer: Encodable, Sendable {
    let role: String
    let territory: String

    init(_ grant: Grant) {
        self.role = grant.role.rawValue
        self.territory = grant.territory.text
    }
}

struct SessionsAnswer: Encodable, Sendable {
    let sessions: [SessionLine]
}

struct SessionLine: Encodable, Sendable {
    let id: String
    let device: String
    let openedAt: String
    let lastSeenAt: String
    let expiresAt: String
    let hasSecondFactor: Bool
    let isThis: Bool

    init(_ session: SessionSummary, isThis: Bool) {
        self.id = session.reference.text
        self.device = session.device
        self.openedAt = session.openedAt.text
        self.lastSeenAt = session.lastSeenAt.text
        self.expiresAt = session.expiresAt.text
        self.hasSecondFactor = session.hasSecondFactor
        self.isThis = isThis
    }
}

/// The JSON object of an account, for whoever may see it.
struct AccountAnswer: Encodable, Sendable {
    let id: String
    let login: String
    let name: String
    @Nullable var email: String?
    @Nullable var telephone: String?
    let roles: [GrantAnswer]
    let createdAt: String
    @Nullable var createdBy: String?
    @Nullable var disabledAt: String?
    @Nullable var lastSignInAt: String?
    let hasPassword: Bool
    let hasIdentity: Bool
    let hasSecondFactor: Bool
    @Nullable var invitationExpiresAt: String?

    init(_ account: Account) {
        self.id = account.id.description
        self.login = account.login.text
        self.name = account.name
        self.email = account.email
        self.telephone = account.telephone
        self.roles = account.grants.sorted().map { GrantAnswer($0) }
        self.createdAt = account.createdAt.text
        self.createdBy = account.createdBy?.description
        self.disabledAt = account.disabledAt?.text
        self.lastSignInAt = account.lastSignInAt?.text
        self.hasPassword = account.hasPassword
        self.hasIdentity = account.hasIdentity
        self.hasSecondFactor = account.hasSecondFactor
        self.invitationExpiresAt = account.invitationExpiresAt?.text
    }
}

struct AccountsAnswer: Encodable, Sendable {
    let accounts: [AccountAnswer]
    /// The value of the parameter `after` that gets the next page; null on the last one.
    @Nullable var next: String?
}

/// An account with its invitation code, which is told only here.
struct InvitedAnswer: Encodable, Sendable {
    struct Invitation: Encodable, Sendable {
        let code: String
        let link: String
        @Nullable var expiresAt: String?
    }

    let account: AccountAnswer
    let invitation: Invitation

    init(_ account: Account, _ code: InvitationCode, root: String) {
        self.account = AccountAnswer(account)
        self.invitation = Invitation(
            code: code.text, link: "\(root)/invitation#\(code.text)",
            expiresAt: account.invitationExpiresAt?.text)
    }
}

struct ColleaguesAnswer: Encodable, Sendable {
    let communes: [ColleaguesLine]
}

struct ColleaguesLine: Encodable, Sendable {
    let commune: String
    let isFirst: Bool
    let invited: Int
    let left: Int
}

/// A proposed secret of a second factor, for the telephone's application.
struct ProposalAnswer: Encodable, Sendable {
    let secret: String
    let address: String
    /// The QR code as the attribute `d` of an SVG path, in a square of `width` units.
    let drawing: String
    let width: Int
}

struct ConfirmedAnswer: Encodable, Sendable {
    let recoveryCodes: [String]
    let session: SessionAnswer
}

struct TokenAnswer: Encodable, Sendable {
    let token: String
    let commune: String
    let name: String
    let standing: String
    let expiresAt: String
}

struct AuditAnswer: Encodable, Sendable {
    let entries: [AuditRecord]
    /// The value of the parameter `before` that gets the next page; null on the last one.
    @Nullable var next: Int64?
}

struct BannerAnswer: Encodable, Sendable {
    @Nullable var text: String?
    @Nullable var setAt: String?
}

struct OperationsAnswer: Encodable, Sendable {
    let conditions: [HouseCondition]
    /// The queues that the broker reports; null where the broker does not answer.
    @Nullable var queues: [HouseQueues.Queue]?
    /// The services that the broker reports; null where the broker does not answer.
    @Nullable var services: [HouseQueues.Service]?
    /// The instances of Ingest, which tell of themselves; null where the database does not answer.
    @Nullable var instances: [InstanceAnswer]?
}

struct InstanceAnswer: Encodable, Sendable {
    let name: String
    let service: String
    let isReady: Bool
    @Nullable var reason: String?
    let since: String
    let seenAt: String
    let isSilent: Bool

    init(_ instance: ServiceInstance) {
        self.name = instance.name
        self.service = instance.service
        self.isReady = instance.isReady
        self.reason = instance.reason
        self.since = instance.since.text
        self.seenAt = instance.seenAt.text
        self.isSilent = instance.isSilent
    }
}

import Accounts
import Mortality
import Runtime
import Web

/// Who is signed in, and what a change by them must show.
struct SessionAnswer: Encodable, Sendable {
    let signedIn = true
    let account: String
    let login: String
    let name: String
    let roles: [GrantAnswer]
    /// The page that they land on.
    let home: String
    /// Whether nothing else is open to them before a second factor is set up.
    let mustSetSecondFactor: Bool
    /// For the header `X-Vigie-Token`.
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

/// The session has ended here; the provider that opened it has one of its own.
struct DepartedAnswer: Encodable, Sendable {
    /// The provider's address that ends it, and leads back here.
    let leaveAt: String
}

/// The password was right; now the code.
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
        self.openedAt = session.openedAt.instant.text
        self.lastSeenAt = session.lastSeenAt.instant.text
        self.expiresAt = session.expiresAt.instant.text
        self.hasSecondFactor = session.hasSecondFactor
        self.isThis = isThis
    }
}

/// An account, to who keeps it.
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
        self.createdAt = account.createdAt.instant.text
        self.createdBy = account.createdBy?.description
        self.disabledAt = account.disabledAt?.instant.text
        self.lastSignInAt = account.lastSignInAt?.instant.text
        self.hasPassword = account.hasPassword
        self.hasIdentity = account.hasIdentity
        self.hasSecondFactor = account.hasSecondFactor
        self.invitationExpiresAt = account.invitationExpiresAt?.instant.text
    }
}

struct AccountsAnswer: Encodable, Sendable {
    let accounts: [AccountAnswer]
    /// For the parameter `after` of the next page; null at the end.
    @Nullable var next: String?
}

/// A code, which is told once.
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
            expiresAt: account.invitationExpiresAt?.instant.text)
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

/// A key for the telephone.
struct ProposalAnswer: Encodable, Sendable {
    let secret: String
    let address: String
    /// The QR code: the `d` of an SVG path, in a square of so many units.
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
    /// For the parameter `before` of the next page; null at the end.
    @Nullable var next: Int64?
}

struct BannerAnswer: Encodable, Sendable {
    @Nullable var text: String?
    @Nullable var setAt: String?
}

struct OperationsAnswer: Encodable, Sendable {
    let conditions: [HouseCondition]
    /// Null where the broker does not answer.
    @Nullable var queues: [HouseQueues.Queue]?
    @Nullable var services: [HouseQueues.Service]?
    /// Those of Ingest, which tell of themselves. Null where the database does not answer.
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

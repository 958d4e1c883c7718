import Accounts
import Hummingbird
import Logging
import Mortality
import Persistence
import Runtime
import Threading
import Web

/// The stores, throttles, keys and memory with which Portal keeps people and signs them in.
struct People: Sendable {
    let accounts: AccountStore
    let invitations: InvitationStore
    let openings: OpeningStore
    let lives: DepartmentLifeStore
    let progress: DepartmentProgressStore
    let contacts: ContactStore
    let identities: IdentityStore
    let factors: SecondFactorStore
    let sessions: SessionStore
    let audit: AuditStore
    let calls: CallStore
    let tokens: TokenStore
    let banner: BannerWatch
    let directory: SessionDirectory
    let hasher: PasswordHasher
    let gate: SignInGate
    let signer: TokenSigner
    let secret: PortalSecret
    let cookie: SessionCookie
    /// Whether demonstration accounts may sign in.
    let allowsDemo: Bool
    /// The identity provider that people may sign in with; `nil` where none is set.
    let provider: SignInProvider?
    /// The writer of mails to people; `nil` where no mail server is set.
    let houseMail: HouseMail?
    let clock: ZoneClock
    let logger: Logger

    /// Creates the stores.
    ///
    /// - Parameters:
    ///   - pool: For what people do.
    ///   - lookups: For who bears a session: asked at nearly every request, so it gives up sooner.
    ///   - mailRoot: What links in mails begin with, where mail is sent.
    ///   - monotonic: The clock that sessions are remembered by; tests give their own.
    init(
        pool: DatabasePool, lookups: DatabasePool, secret: PortalSecret, cookie: SessionCookie, hasher: PasswordHasher, allowsDemo: Bool = false,
        provider: SignInProvider? = nil, mailRoot: String? = nil, limits: SignInThrottle.Limits = .init(), clock: ZoneClock, logger: Logger,
        monotonic: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        self.accounts = AccountStore(pool: pool)
        self.invitations = InvitationStore(pool: pool, secret: secret)
        self.openings = OpeningStore(pool: pool, secret: secret)
        self.lives = DepartmentLifeStore(pool: pool)
        self.progress = DepartmentProgressStore(pool: pool)
        self.contacts = ContactStore(pool: pool)
        self.identities = IdentityStore(pool: pool)
        self.factors = SecondFactorStore(pool: pool)
        self.sessions = SessionStore(pool: pool, secret: secret)
        self.audit = AuditStore(pool: pool)
        self.calls = CallStore(pool: pool)
        self.tokens = TokenStore(pool: pool)
        self.banner = BannerWatch(store: BannerStore(pool: pool), logger: logger)
        self.directory = SessionDirectory(
            sessions: SessionStore(pool: lookups), allowsDemo: allowsDemo, clock: clock, logger: logger, now: monotonic)
        self.hasher = hasher
        self.gate = SignInGate(limits: limits)
        self.signer = TokenSigner(publisher: self.tokens, clock: { clock.instant }, logger: logger)
        self.secret = secret
        self.cookie = cookie
        self.allowsDemo = allowsDemo
        self.provider = provider
        let mails = MailStore(pool: pool, secret: secret)
        self.houseMail = mailRoot.map { root in
            HouseMail(mails: mails, reminders: ReminderStore(pool: pool, mails: mails), secret: secret, root: root, forgotten: ForgottenPasswords())
        }
        self.clock = clock
        self.logger = logger
    }

    /// The current time in seconds since 1970 UTC.
    var seconds: Int64 { self.clock.instant.seconds }

    /// Returns the origin of a request.
    func origin(of request: Request) -> RequestOrigin { RequestOrigin(request, cookie: self.cookie) }

    /// Returns the token that changes by a person's session must show.
    func formToken(of person: Person) -> FormToken { FormToken(for: person.session, under: self.secret) }

    /// The limits of the lookups' database pool, which are short because somebody waits for the page.
    static var lookupOptions: DatabaseOptions {
        var options = DatabaseOptions()
        options.connectTimeout = .seconds(2)
        options.statementTimeout = .seconds(2)
        options.lockTimeout = .seconds(1)
        options.acquireTimeout = .seconds(2)
        options.grace = .seconds(1)
        return options
    }
}

import Accounts
import ArgumentParser
import Mortality

/// Creates an account and shows its invitation, this once.
struct AccountCreateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Creates an account and prints the code with which its owner sets a password.",
        discussion: """
            The code is valid once, for 30 days, and stored as an HMAC under the secret that VIGIE_PORTAL_SECRET_FILE names. Only the code, \
            and the link with --url, go to the standard output.

            Roles: \(Role.allCases.map(\.rawValue).joined(separator: ", ")). A clerk's is written clerk@commune:56260, a prefecture's \
            prefecture-officer@department:56, a region's region-reader@region:53, a defence zone's defence-zone-reader@zone:ouest; one of \
            the nation needs no place.
            """)

    @Argument(help: "What its owner signs in with: 3 to 64 characters; an e-mail address fits.") var login: String
    @Option(help: "Whose it is.") var name: String
    @Option(help: "Where its owner is written to.") var email: String?
    @Option(help: "Where its owner is called.") var telephone: String?
    @Option(help: "ROLE@TERRITORY; several times for several.") var role: [String] = []
    @Flag(help: .hidden) var demo = false
    @Flag(help: .hidden) var passwordStdin = false
    @OptionGroup var invitation: InvitationArguments
    @OptionGroup var database: DatabaseArguments

    func validate() throws {
        guard !self.role.isEmpty else { throw ConsoleError("--role says what the account may do; several times for several roles") }
        guard self.demo == self.passwordStdin else {
            throw ConsoleError("--demo and --password-stdin go together, and are for ./vigie up alone: a person sets their own password")
        }
        _ = try GrantArgument.grants(self.role)
    }

    func run() async throws {
        let grants = try GrantArgument.grants(self.role)
        let draft = try AccountDraft(login: try Login(self.login), name: self.name, email: self.email, telephone: self.telephone)
        if self.demo { return try await self.createDemo(draft, grants) }
        let secret = try self.invitation.secret
        let invited = try await self.database.withPool { pool in
            try await InvitationStore(pool: pool, secret: secret).invite(draft, grants: grants, by: ConsoleAuthor.current())
        }
        try self.invitation.show(invited, login: draft.login.text)
    }

    /// Creates an account with the password that `./vigie up` drew, which comes on the standard input so that no list of processes shows it.
    /// An account whose roles require a second factor gets one, so that the rule holds for it as for others; its secret goes to the standard
    /// output.
    private func createDemo(_ draft: AccountDraft, _ grants: Set<Grant>) async throws {
        guard let line = readLine(), !line.isEmpty else { throw ConsoleError("--password-stdin: the standard input holds no password") }
        let password: Password
        do { password = try Password(line, following: PasswordRule(words: [draft.login.text, draft.name])) } catch {
            throw ConsoleError("the password on the standard input is refused: \(error.rawValue)")
        }
        let hash = try await PasswordHasher().hash(password)
        let factor = Access(grants).needsSecondFactor ? TOTPSecret() : nil
        let seal: Seal? = if let factor { Self.seal(factor, under: try self.invitation.secret) } else { nil }
        let id = try await self.database.withPool { pool in
            try await AccountStore(pool: pool).createDemo(draft, grants: grants, passwordHash: hash, sealedFactor: seal, by: ConsoleAuthor.current())
        }
        if let factor { print(factor.text) }
        ConsoleLog.say("\(draft.login) (\(id)) is an account for demonstration. Only what ./vigie up starts runs with one.")
    }

    private typealias Seal = @Sendable (AccountID) throws -> [UInt8]

    private static func seal(_ factor: TOTPSecret, under secret: PortalSecret) -> Seal { { try factor.sealed(for: $0, under: secret) } }
}

import Accounts
import Logging
import Persistence
import Runtime
import ServiceLifecycle
import Threading
import Web

/// What Portal is told about people from outside.
struct PeopleSettings: Sendable {
    let secret: PortalSecret
    let cookie: SessionCookie
    /// Whether accounts for demonstration may sign in: `./vigie up` says so, nobody else.
    let allowsDemo: Bool
    let privacy: PrivacyNotice
    /// Whom people may sign in by besides.
    let provider: ProviderSettings?
    /// By what mail is sent.
    let mail: MailSettings?

    /// - Throws: `SettingsError`.
    init(_ settings: Settings) throws(SettingsError) {
        self.secret = try Self.secret(try settings.secret("VIGIE_PORTAL_SECRET"))
        self.cookie = try SessionCookie(settings)
        switch settings.text("VIGIE_DEMO") {
        case nil, "0": self.allowsDemo = false
        case "1": self.allowsDemo = true
        default: throw SettingsError("VIGIE_DEMO", "it must be 0 or 1")
        }
        self.provider = try ProviderSettings(settings, cookie: self.cookie)
        self.mail = try MailSettings(settings, cookie: self.cookie)
        self.privacy = PrivacyNotice(controller: settings.text("VIGIE_CONTROLLER"), contact: settings.text("VIGIE_PRIVACY_CONTACT"))
    }

    private static func secret(_ text: String) throws(SettingsError) -> PortalSecret {
        do throws(PortalSecret.Fault) {
            return try PortalSecret(hexadecimal: text)
        } catch {
            throw SettingsError(
                "VIGIE_PORTAL_SECRET_FILE",
                error == .notDrawn
                    ? "its digits were not drawn at random: openssl rand -hex 32" : "it must hold 64 hexadecimal digits: openssl rand -hex 32")
        }
    }
}

/// Refuses to run in earnest over accounts for demonstration, whose passwords stand in a file.
struct DemoGuard: Sendable {
    let accounts: AccountStore
    let logger: Logger

    /// Asks until the database answers, for so long at most; whether it did.
    ///
    /// - Throws: `SettingsError` where there is such an account.
    func check(for patience: Duration) async throws -> Bool {
        let deadline = ContinuousClock.now + patience
        repeat {
            do {
                if try await self.accounts.holdsDemoAccounts() {
                    throw SettingsError(
                        "VIGIE_DEMO",
                        "the database holds accounts for demonstration, whose passwords stand in a file: erase them "
                            + "(vigiectl account list, vigiectl account erase), use another database, or, on a machine that nobody else reaches, start with ./vigie up"
                    )
                }
                return true
            } catch let error as SettingsError {
                throw error
            } catch {
                self.logger.info("whether there are accounts for demonstration is not known yet", metadata: ["error": "\(error)"])
                try await Task.sleep(for: .milliseconds(500))
            }
        } while ContinuousClock.now < deadline
        return false
    }

    /// Goes on asking until the database answers, then waits for the end.
    func run() async throws {
        try await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                if try await self.check(for: .seconds(10)) { break }
            }
        }
        try? await gracefulShutdown()
    }
}

import Accounts
import Logging
import Persistence
import Runtime
import ServiceLifecycle
import Threading
import Web

/// The settings that concern people.
struct PeopleSettings: Sendable {
    let secret: PortalSecret
    let cookie: SessionCookie
    /// Whether demonstration accounts may sign in; only `./vigie up` sets this.
    let allowsDemo: Bool
    let privacy: PrivacyNotice
    /// The settings of the identity provider; `nil` where none is set.
    let provider: ProviderSettings?
    /// The settings of mail; `nil` where no mail server is set.
    let mail: MailSettings?

    /// Reads the settings.
    ///
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

/// Refuses to start a real installation that has demonstration accounts, whose passwords stand in a file.
struct DemoGuard: Sendable {
    let accounts: AccountStore
    let logger: Logger

    /// Asks the database for at most this long, and returns whether it answered.
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

    /// Asks until the database answers, then waits for the end.
    func run() async throws {
        try await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                if try await self.check(for: .seconds(10)) { break }
            }
        }
        try? await gracefulShutdown()
    }
}

import Foundation
import Mail
import Runtime
import Web

/// The settings of mail.
struct MailSettings: Sendable {
    let server: SMTPServer
    /// The address at which people reach Vigie, such as `https://vigie.example`, with which links in mails begin. The host that a request
    /// names is not used, since whoever asks for somebody else's mail could then choose where its link leads.
    let root: String

    /// Reads the settings; `nil` where no server is set, and then no mail is sent and no page mentions any.
    ///
    /// - Parameter cookie: On loopback, where sessions travel in the open, links may as well.
    /// - Throws: `SettingsError`.
    init?(_ settings: Settings, cookie: SessionCookie) throws(SettingsError) {
        guard let host = settings.text("VIGIE_SMTP_HOST") else { return nil }
        guard let security = SMTPServer.Security(rawValue: settings.text("VIGIE_SMTP_SECURITY") ?? SMTPServer.Security.startTLS.rawValue) else {
            throw SettingsError("VIGIE_SMTP_SECURITY", "it must be starttls, tls or, on loopback, none")
        }
        guard let sender = MailAddress(try settings.required("VIGIE_SMTP_FROM")) else {
            throw SettingsError("VIGIE_SMTP_FROM", "it must be an e-mail address: somebody@somewhere.fr")
        }
        var credentials: SMTPServer.Credentials?
        if let user = settings.text("VIGIE_SMTP_USER") {
            credentials = SMTPServer.Credentials(user: user, password: try settings.secret("VIGIE_SMTP_PASSWORD"))
        }
        let certificates = settings.text("VIGIE_SMTP_CA")
        if let certificates, !FileManager.default.isReadableFile(atPath: certificates) {
            throw SettingsError("VIGIE_SMTP_CA", "the file \(certificates) cannot be read")
        }
        let port = try settings.number("VIGIE_SMTP_PORT", default: security.usualPort, in: 1...65_535)
        do throws(SMTPServer.Fault) {
            self.server = try SMTPServer(
                host: host, port: port, security: security, credentials: credentials, certificates: certificates, sender: sender,
                name: settings.text("VIGIE_SMTP_NAME") ?? "Vigie")
        } catch {
            throw Self.fault(error)
        }
        self.root = try Self.root(try settings.required("VIGIE_PUBLIC_ADDRESS"), allowsLoopback: cookie == .loopback)
    }

    private static func fault(_ fault: SMTPServer.Fault) -> SettingsError {
        switch fault {
        case .host: SettingsError("VIGIE_SMTP_HOST", "it must be the name or the address of a machine")
        case .port: SettingsError("VIGIE_SMTP_PORT", "it must be a whole number from 1 to 65535")
        case .open: SettingsError("VIGIE_SMTP_SECURITY", "none is for a server on this machine alone")
        case .credentials: SettingsError("VIGIE_SMTP_PASSWORD", "user and password must be 1 to 500 bytes without control characters")
        case .name: SettingsError("VIGIE_SMTP_NAME", "it must be 1 to 100 characters on one line")
        }
    }

    private static func root(_ text: String, allowsLoopback: Bool) throws(SettingsError) -> String {
        let bare = text.hasSuffix("/") ? String(text.dropLast()) : text
        guard let parts = URLComponents(string: bare), let scheme = parts.scheme, let host = parts.host, !host.isEmpty, parts.path.isEmpty,
            parts.query == nil, parts.fragment == nil, parts.user == nil, bare.utf8.count <= 300, bare.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
            scheme == "https" || (scheme == "http" && allowsLoopback)
        else {
            throw SettingsError("VIGIE_PUBLIC_ADDRESS", "it must be https://host, without a path (http only on loopback, with VIGIE_INSECURE_COOKIES=1)")
        }
        return bare
    }
}

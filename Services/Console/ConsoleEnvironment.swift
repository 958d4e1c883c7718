import Accounts
import Foundation

/// What the environment says. A secret may also stand in a file that `<KEY>_FILE` names.
struct ConsoleEnvironment: Sendable {
    private let values: [String: String]

    init(_ values: [String: String] = ProcessInfo.processInfo.environment) { self.values = values }

    /// The value, or nil when neither it nor its file is given.
    func value(_ key: String) throws(ConsoleError) -> String? {
        if let value = self.values[key], !value.isEmpty { return value }
        guard let path = self.values["\(key)_FILE"], !path.isEmpty else { return nil }
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw ConsoleError("\(key)_FILE names \(path), which cannot be read")
        }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// The path that a variable holds, or nil.
    func path(_ key: String) -> String? { self.values[key].flatMap { $0.isEmpty ? nil : $0 } }

    /// The first of: what was typed, what the environment says; an error that names both when there is neither.
    func required(_ typed: String?, option: String, key: String) throws(ConsoleError) -> String {
        if let typed { return typed }
        if let value = try self.value(key) { return value }
        throw ConsoleError("say where: --\(option), or \(key) in the environment")
    }

    /// The portal's secret, of which the environment says where it stands.
    var portalSecret: PortalSecret {
        get throws(ConsoleError) {
            guard let text = try self.value("VIGIE_PORTAL_SECRET") else {
                throw ConsoleError("invitations need the secret that Portal has: VIGIE_PORTAL_SECRET_FILE names a file with its 64 hexadecimal digits")
            }
            do { return try PortalSecret(hexadecimal: text) } catch {
                throw ConsoleError("VIGIE_PORTAL_SECRET_FILE names no secret of Portal's: it has 64 hexadecimal digits that were drawn (openssl rand -hex 32)")
            }
        }
    }
}

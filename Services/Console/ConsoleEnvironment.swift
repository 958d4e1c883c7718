import Accounts
import Foundation

/// Reads the environment's variables. A secret may also stand in a file that `<KEY>_FILE` names.
struct ConsoleEnvironment: Sendable {
    private let values: [String: String]

    init(_ values: [String: String] = ProcessInfo.processInfo.environment) { self.values = values }

    /// Returns the variable's value, or its file's content; `nil` when neither is given.
    func value(_ key: String) throws(ConsoleError) -> String? {
        if let value = self.values[key], !value.isEmpty { return value }
        guard let path = self.values["\(key)_FILE"], !path.isEmpty else { return nil }
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw ConsoleError("\(key)_FILE names \(path), which cannot be read")
        }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Returns the path that a variable holds; `nil` when it is not set or is empty.
    func path(_ key: String) -> String? { self.values[key].flatMap { $0.isEmpty ? nil : $0 } }

    /// Returns what was typed or, without it, what the environment says; throws an error that names both when there is neither.
    func required(_ typed: String?, option: String, key: String) throws(ConsoleError) -> String {
        if let typed { return typed }
        if let value = try self.value(key) { return value }
        throw ConsoleError("say where: --\(option), or \(key) in the environment")
    }

    /// The portal's secret, which the environment tells or names the file of.
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

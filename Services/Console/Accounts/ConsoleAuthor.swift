import Accounts
import Foundation
import Glibc

/// Who runs vigiectl, for the audit: whoever called sudo, else the account of the system, and on which machine.
///
/// It is what the environment says. Whoever may run vigiectl holds the database's owner anyway; the hash chain and the heads in the
/// log are what shows a forged entry.
enum ConsoleAuthor {
    static func current(_ environment: [String: String] = ProcessInfo.processInfo.environment) -> Author {
        Author(.console(user: self.user(environment), host: self.host))
    }

    static func user(_ environment: [String: String]) -> String {
        for key in ["SUDO_USER", "USER", "LOGNAME"] {
            if let name = environment[key], !name.isEmpty { return name }
        }
        let number = geteuid()
        guard let entry = getpwuid(number), let name = entry.pointee.pw_name else { return "uid \(number)" }
        return String(cString: name)
    }

    static var host: String {
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, name.count - 1) == 0 else { return "unknown" }
        return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

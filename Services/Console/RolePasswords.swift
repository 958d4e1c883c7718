import Foundation
import Schema

/// The passwords of the services' roles, from a file of lines `vigie_ingest=…`.
struct RolePasswords: Equatable {
    let passwords: [ServiceRole: String]

    init(path: String) throws(ConsoleError) {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { throw ConsoleError("the passwords in \(path) cannot be read") }
        try self.init(text: text, name: path)
    }

    /// Empty lines and lines that begin with `#` are passed over.
    init(text: String, name: String) throws(ConsoleError) {
        var passwords: [ServiceRole: String] = [:]
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = line.trimmingCharacters(in: .whitespaces)
            if line.isEmpty || line.hasPrefix("#") { continue }
            let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map { String($0) }
            // The line itself is not shown: it may hold a password.
            guard parts.count == 2, !parts[1].isEmpty else { throw ConsoleError("\(name), line \(number + 1): not of the form role=password") }
            guard let role = ServiceRole(rawValue: parts[0].lowercased()) else {
                let known = ServiceRole.allCases.map(\.rawValue).joined(separator: ", ")
                throw ConsoleError("\(name), line \(number + 1): no such role; there are \(known)")
            }
            passwords[role] = parts[1]
        }
        self.passwords = passwords
    }
}

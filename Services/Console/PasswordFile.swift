import Contracts
import Foundation
import Schema

/// The users who have a password each in a file of passwords.
protocol PasswordHolder: Hashable, RawRepresentable<String>, CaseIterable, Sendable {
    /// The word for such a user in error messages.
    static var kind: String { get }
}

extension ServiceRole: PasswordHolder { static var kind: String { "role" } }

extension BrokerUser: PasswordHolder { static var kind: String { "user" } }

/// The passwords of a file of lines `vigie_ingest=…` (PostgreSQL's roles) or `ingest=…` (the broker's users).
struct PasswordFile<Holder: PasswordHolder>: Equatable {
    let passwords: [Holder: String]

    init(path: String) throws(ConsoleError) {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { throw ConsoleError("the passwords in \(path) cannot be read") }
        try self.init(text: text, name: path)
    }

    /// Reads the text of a file called `name`. Empty lines and lines that begin with `#` are passed over.
    init(text: String, name: String) throws(ConsoleError) {
        var passwords: [Holder: String] = [:]
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = line.trimmingCharacters(in: .whitespaces)
            if line.isEmpty || line.hasPrefix("#") { continue }
            let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map { String($0) }
            // The line itself is not shown: it may hold a password.
            guard parts.count == 2, !parts[1].isEmpty else { throw ConsoleError("\(name), line \(number + 1): not of the form \(Holder.kind)=password") }
            guard let holder = Holder(rawValue: parts[0].lowercased()) else {
                let known = Holder.allCases.map(\.rawValue).joined(separator: ", ")
                throw ConsoleError("\(name), line \(number + 1): no such \(Holder.kind); there are \(known)")
            }
            passwords[holder] = parts[1]
        }
        self.passwords = passwords
    }
}

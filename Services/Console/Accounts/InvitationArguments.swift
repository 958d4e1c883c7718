import Accounts
import ArgumentParser
import Foundation

/// The command-line options that an invitation and the showing of its code need.
struct InvitationArguments: ParsableArguments {
    @Option(help: "Portal's address, such as https://vigie.example.fr: a link is printed too.")
    var url: String?

    /// The portal's secret, which the environment tells or names the file of.
    var secret: PortalSecret {
        get throws { try ConsoleEnvironment().portalSecret }
    }

    func validate() throws { _ = try self.url.map { try Self.link($0, "") } }

    /// Returns the address that the invited person opens. The code is in the fragment, which no server sees.
    static func link(_ url: String, _ code: String) throws(ConsoleError) -> String {
        guard let address = URLComponents(string: url), let host = address.host, !host.isEmpty, ["https", "http"].contains(address.scheme),
            address.query == nil, address.fragment == nil, address.user == nil, ["", "/"].contains(address.path)
        else { throw ConsoleError("--url is Portal's own address, such as https://vigie.example.fr") }
        guard address.scheme == "https" || ["127.0.0.1", "localhost", "[::1]", "::1"].contains(host) else {
            throw ConsoleError("--url begins with https://: a link that goes over http can be read on its way")
        }
        return "\(url.hasSuffix("/") ? String(url.dropLast()) : url)/invitation#\(code)"
    }

    /// Writes the code to the standard output, this once, and its link where the portal's address is known.
    func show(_ invited: Invited, login: String) throws {
        ConsoleLog.say("\(login) (\(invited.account)) is invited for 30 days. The code is not shown again, and an older one opens nothing any more.")
        print(invited.code.text)
        if let url { print(try Self.link(url, invited.code.text)) }
    }
}

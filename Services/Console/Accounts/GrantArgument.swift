import Accounts
import ArgumentParser
import Mortality

/// A role in a territory, as it is typed: `clerk@commune:56260`, `prefecture-officer@department:56`, `national-reader`.
struct GrantArgument: Equatable {
    let grant: Grant

    /// Reads the typed form. A role that is held in the nation alone needs no territory.
    init(_ text: String) throws(ConsoleError) {
        let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).map { String($0) }
        guard let role = Role(rawValue: parts[0]) else {
            throw ConsoleError("there is no role \(parts[0]); there are \(Role.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        guard parts.count == 2 || role.territories == [.nation] else {
            throw ConsoleError("say where: \(role.rawValue)@\(Self.example(role)), for instance")
        }
        do { self.grant = try Grant(role: role.rawValue, territory: parts.count == 2 ? parts[1] : "nation") } catch {
            throw ConsoleError("\(text): \(error.reason); for instance \(role.rawValue)@\(Self.example(role))")
        }
    }

    private static func example(_ role: Role) -> String {
        if role.territories.contains(.commune) { return "commune:56260" }
        if role.territories.contains(.department) { return "department:56" }
        if role.territories.contains(.region) { return "region:53" }
        return role.territories.contains(.defenceZone) ? "zone:ouest" : "nation"
    }

    /// Returns the form that is typed for a grant.
    static func text(_ grant: Grant) -> String { "\(grant.role.rawValue)@\(grant.territory.text)" }

    static func grants(_ texts: [String]) throws(ConsoleError) -> Set<Grant> {
        var grants: Set<Grant> = []
        for text in texts { grants.insert(try GrantArgument(text).grant) }
        return grants
    }
}

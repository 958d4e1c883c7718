/// The parts of the site that a visitor may open.
struct NavigationRights: OptionSet, Sendable {
    let rawValue: Int

    /// The visitor may open the figures of departments and of the nation.
    static let figures = NavigationRights(rawValue: 1 << 0)
    static let declaring = NavigationRights(rawValue: 1 << 1)
    static let accounts = NavigationRights(rawValue: 1 << 2)
    static let operations = NavigationRights(rawValue: 1 << 3)
    /// The visitor may declare on behalf of communes that they are no clerk of.
    static let declaringForOthers = NavigationRights(rawValue: 1 << 4)
    static let calling = NavigationRights(rawValue: 1 << 5)
    static let audit = NavigationRights(rawValue: 1 << 6)
    static let openings = NavigationRights(rawValue: 1 << 7)
}

/// One entry of the menu.
struct NavigationEntry: Sendable {
    let name: String
    let address: String
    let isCurrent: Bool

    /// The addresses that have pages below them.
    private static let parents: Set = ["/appels", "/comptes", "/ouvertures"]

    /// Returns the entries that a visitor may open, in the order of the menu.
    static func all(for rights: NavigationRights, at path: String) -> [NavigationEntry] {
        let known: [(NavigationRights, String, String)] = [
            (.declaring, "Ma mairie", "/mairie/"), (.declaringForOthers, "Déclarer pour une commune", "/mairie/"), (.calling, "Appels", "/appels"),
            (.figures, "Départements", "/"), (.figures, "France", "/france"), (.accounts, "Comptes", "/comptes"),
            (.openings, "Ouvertures", "/ouvertures"), (.operations, "Exploitation", "/exploitation"), (.audit, "Audit", "/audit"),
        ]
        return known.filter { rights.contains($0.0) }.map { _, name, address in
            NavigationEntry(
                name: name, address: address,
                isCurrent: path == address || (address == "/mairie/" && path.hasPrefix(address))
                    || (self.parents.contains(address) && path.hasPrefix("\(address)/")))
        }
    }
}

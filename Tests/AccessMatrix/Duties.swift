/// What each role may do, as the table of accounts.md says it: a second opinion, written by hand.
enum Duties {
    /// The rights that a role has in the territory that it is held in.
    static let ofRoles: [String: Set<Right>] = [
        "clerk": [.declare],
        "call-centre": [.readFigures, .declare, .renewCodes, .callCommunes],
        "prefecture-reader": [.readFigures, .readAlerts],
        "prefecture-officer": [.readFigures, .readAlerts, .actUponAlerts, .declare, .callCommunes],
        "prefecture-administrator": [.readFigures, .readAlerts, .keepAccounts, .renewCodes, .callCommunes],
        "region-reader": [.readFigures, .readAlerts],
        "defence-zone-reader": [.readFigures, .readAlerts],
        "partner-reader": [.readFigures, .readAlerts],
        "national-reader": [.readFigures, .readAlerts],
        "national-administrator": [.readFigures, .readAlerts, .keepAccounts, .renewCodes, .callCommunes, .openDepartments],
        "operations": [.seeOperations],
        "auditor": [.readAudit],
    ]

    /// The roles that show a second factor wherever they are held; all others do where they are held in the nation.
    static let needSecondFactor: Set<String> = ["prefecture-administrator", "national-administrator", "operations", "auditor"]

    /// The departments of the territories that the subjects are of. (Décret n° 2015-1625; INSEE's code of regions.)
    private static let departments: [String: Set<String>] = [
        "region:53": ["22", "29", "35", "56"],
        "zone:ouest": [
            "14", "18", "22", "27", "28", "29", "35", "36", "37", "41", "44", "45", "49", "50", "53", "56", "61", "72", "76", "85",
        ],
    ]

    /// Where a territory, written `commune:56260`, `department:56`, `region:53`, `zone:ouest` or `nation`, reaches.
    static func reach(of territory: String) -> Reach {
        if territory == "nation" { return .everywhere }
        if let departments = self.departments[territory] { return Reach(departments: departments) }
        let code = String(territory.drop { $0 != ":" }.dropFirst())
        return territory.hasPrefix("commune:") ? .commune(code) : .department(code)
    }
}

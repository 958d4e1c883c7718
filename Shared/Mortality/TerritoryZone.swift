/// The IANA time zones of the French territories (tz database; the Marquesas and Gambier have their own).
enum TerritoryZone {
    static func ofDepartment(_ department: String) -> String {
        switch department {
        case "971": "America/Guadeloupe"
        case "972": "America/Martinique"
        case "973": "America/Cayenne"
        case "974": "Indian/Reunion"
        case "975": "America/Miquelon"
        case "976": "Indian/Mayotte"
        case "977": "America/St_Barthelemy"
        case "978": "America/Marigot"
        case "986": "Pacific/Wallis"
        case "987": "Pacific/Tahiti"
        case "988": "Pacific/Noumea"
        default: "Europe/Paris"
        }
    }

    /// Communes of the Marquesas: Fatu-Hiva, Hiva-Oa, Nuku-Hiva, Tahuata, Ua-Huka, Ua-Pou (INSEE).
    private static let marquesas: Set<String> = ["98718", "98723", "98731", "98746", "98756", "98757"]
    /// Commune of the Gambier Islands (INSEE).
    private static let gambier = "98719"

    /// The communes of a department whose zone is not the prefecture's, by code.
    static func communesOfOtherZones(in department: String) -> [String] {
        department == "987" ? (self.marquesas.union([self.gambier])).sorted() : []
    }

    static func ofCommune(_ commune: String, department: String) -> String {
        if self.marquesas.contains(commune) { return "Pacific/Marquesas" }
        if commune == self.gambier { return "Pacific/Gambier" }
        return self.ofDepartment(department)
    }
}

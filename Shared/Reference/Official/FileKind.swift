/// What an official file is, found out by its columns, and by its name only where columns leave it open.
enum FileKind: Hashable, Sendable, CaseIterable {
    case regions, departments, places, collectivities, populations, movements, passage
    case departmentDeaths, communeDeaths, certificates, vintages
    case communeContours, departmentContours
    /// It is official, and holds nothing that Vigie needs.
    case needless
    /// It is empty or cannot be read, for this reason.
    case unreadable
    /// It is none of the files that are known.
    case unknown

    /// The place and name that such a file is looked for under, for messages.
    var pattern: String {
        switch self {
        case .regions: "cog/regions-*.csv, nor INSEE's v_region_*.csv"
        case .departments: "cog/departements-*.csv, nor INSEE's v_departement_*.csv"
        case .places: "cog/communes-*.csv, nor INSEE's v_commune_*.csv"
        case .collectivities: "cog/collectivites-outremer.csv"
        case .populations: "cog/donnees_communes.csv"
        case .movements: "cog/mouvements-communes-*.csv"
        case .passage: "cog/passage-*.csv"
        case .departmentDeaths: "deaths/daily-by-department.csv"
        case .communeDeaths: "deaths/daily-by-commune-*.csv"
        case .certificates: "deaths/DC_*_det.csv"
        case .vintages: "deaths/vintages-by-department.csv"
        case .communeContours: "geo/communes.geojson"
        case .departmentContours: "geo/departments.geojson"
        case .needless, .unreadable, .unknown: "file"
        }
    }

    /// Finds out what a table is by its columns and its name.
    init(columns: [ColumnName], stem: String) {
        func has(_ wanted: OfficialColumn...) -> Bool { wanted.allSatisfy { DelimitedFile.place(of: $0, in: columns) != nil } }
        let keys = Set(columns.map(\.key))
        let byName = FileKind(stem: stem)
        if byName == .needless {
            self = .needless
        } else if has(.movement, .movementDay, .codeBefore, .codeAfter) {
            self = .movements
        } else if has(.deathYear, .deathMonth, .deathDay, .deathCommune) {
            self = .certificates
        } else if has(.published, .day, .deathDepartment, .deaths) {
            self = .vintages
        } else if has(.day, .deathCommune, .deaths) {
            self = .communeDeaths
        } else if has(.day, .deathDepartment, .deaths) {
            self = .departmentDeaths
        } else if has(.collectivity, .collectivityCommune) {
            self = .collectivities
        } else if keys.contains("datedebut"), keys.contains("datefin") {
            // The names that places had since 1943; their movements tell more.
            self = .needless
        } else if CodePassage.columns(columns) != nil {
            self = .passage
        } else if let byName {
            self = byName
        } else if has(.code, .name), has(.type) || has(.department, .population) {
            self = .places
        } else if has(.code, .population), keys.contains("pmun") {
            self = .populations
        } else {
            self = .unknown
        }
    }

    /// Finds out what a file says it is, by its name without extensions and in small letters; `nil` for a name that says nothing.
    init?(stem: String) {
        let names: [(String, FileKind)] = [
            ("communes-light", .needless), ("communes-associees", .places), ("communes", .places), ("v_commune_comer", .collectivities),
            ("v_commune", .places), ("departements", .departments), ("departments", .departments), ("v_departement", .departments),
            ("regions", .regions), ("v_region", .regions), ("collectivites", .collectivities), ("mouvements", .movements),
            ("mvt", .movements), ("v_mvt", .movements), ("passage", .passage), ("table_passage", .passage), ("daily-by-department", .departmentDeaths),
            ("daily-by-commune", .communeDeaths), ("dc_", .certificates), ("vintages-by-department", .vintages),
            ("donnees_communes", .populations), ("epci", .needless), ("arrondissements", .needless), ("v_arrondissement", .needless),
            ("v_canton", .needless), ("v_comer", .needless), ("v_ctcd", .needless), ("v_pays", .needless), ("cantons", .needless),
            ("daily-france", .needless), ("hospital-covid", .needless), ("vintages", .needless),
        ]
        guard let found = names.first(where: { stem.hasPrefix($0.0) }) else { return nil }
        self = found.1
    }
}

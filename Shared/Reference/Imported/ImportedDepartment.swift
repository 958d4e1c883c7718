public import Cartography
public import Mortality

/// A department as an import brings it, with its communes and its past.
public struct ImportedDepartment: Sendable {
    /// The department's INSEE code.
    public var code: DepartmentCode
    /// The department's name.
    public var name: String
    /// The name of its region; empty where the files do not tell.
    public var region: String
    /// Its inhabitants.
    public var population: Int
    /// Its contour; `nil` where the files have none.
    public var outline: Shape?
    /// Its communes; arrondissements of Paris, Lyon and Marseille follow the commune that they belong to.
    public var communes: [ImportedCommune]
    /// Its communes that are no more.
    public var closings: [Closing] = []
    /// Codes of the past that were never communes here, and lead to one of its communes.
    public var successions: [Succession] = []
    /// Published deaths by day of the whole department.
    public var deaths: [DailyDeaths<DepartmentCode>] = []
    /// Deaths by day of the whole department, added up from deaths one by one: they stand only where no published total does.
    public var summedDeaths: [DailyDeaths<DepartmentCode>] = []
    /// Deaths by day of its communes, where they are known; a day that is not told is not a zero.
    public var communeDeaths: [DailyDeaths<CommuneCode>] = []
    /// Deaths by day, commune and kind of place.
    public var placeDeaths: [PlaceDeaths] = []

    /// Makes a department without a past.
    public init(
        code: DepartmentCode, name: String, region: String, population: Int, outline: Shape? = nil, communes: [ImportedCommune]
    ) {
        self.code = code
        self.name = name
        self.region = region
        self.population = population
        self.outline = outline
        self.communes = communes
    }
}

/// The end of a commune, whose past stays under its code.
public struct Closing: Sendable, Hashable {
    /// The code that the commune bore.
    public let commune: CommuneCode
    /// The first day on which it is no commune any more.
    public let day: CivilDay
    /// The commune of today that its land is part of, as far as the files say; `nil` where they do not, or there are several.
    public let successor: CommuneCode?
    /// The communes that its land was divided among, where there are several; none of them is its successor then.
    public let parts: [CommuneCode]

    /// Makes a closing of what the lists of communes and their events tell.
    public init(commune: CommuneCode, day: CivilDay, successor: CommuneCode?, parts: [CommuneCode] = []) {
        self.commune = commune
        self.day = day
        self.successor = successor
        self.parts = parts
    }
}

/// A code of the past and the commune of today that it leads to.
public struct Succession: Sendable, Hashable {
    /// The code of the past.
    public let code: CommuneCode
    /// The commune of today that it leads to.
    public let successor: CommuneCode

    /// Leads a code to a commune.
    public init(code: CommuneCode, successor: CommuneCode) {
        self.code = code
        self.successor = successor
    }
}

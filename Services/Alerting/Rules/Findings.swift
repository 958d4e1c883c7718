import Contracts
import Judging
import Mortality
import Surveillance

/// What is read of a day that explains an alert, besides its judgement.
struct AlertEvidence: Sendable {
    /// The deaths of each commune in the seven days that end with the day.
    var deaths: [CommuneCode: Int] = [:]
    /// The deaths by kind of place in the same seven days, and in the 28 days before them.
    var places: [PlaceDeaths] = []
    var cluster: DeathCluster?
    /// The bytes of a message `ScanInput`, in which the cluster was looked for; `nil` for a cluster that is not worth a look.
    var scan: [UInt8]?

    struct PlaceDeaths: Hashable, Sendable {
        let place: Place
        let week: Int
        let before: Int
    }
}

/// What explains a judged day beyond its figures: the communes and places with the most deaths too many, and its cluster.
struct Findings: Sendable {
    /// The deaths of the seven days in a kind of place, and the mean of seven days in the four weeks before.
    struct PlaceShare: Hashable, Sendable {
        let place: Place
        let observed: Int
        let usual: Double
    }

    let drivers: [CommuneDrivers.Driver]
    let places: [PlaceShare]
    let cluster: DeathCluster?
    let names: [CommuneCode: String]
    let thresholds: LevelThresholds

    init(of shown: DepartmentAssessment, _ evidence: AlertEvidence, in territory: DepartmentTerritory) {
        // Every commune is compared with its share of the whole department, since silent communes are no measure of the others.
        self.init(
            drivers: CommuneDrivers(deaths: evidence.deaths, shares: territory.shares, expected: shown.wholeExpected ?? 0).drivers,
            places: evidence.places.map { PlaceShare(place: $0.place, observed: $0.week, usual: Double($0.before) / 4) },
            cluster: evidence.cluster, names: territory.names, thresholds: territory.thresholds)
    }

    init(
        drivers: [CommuneDrivers.Driver] = [], places: [PlaceShare] = [], cluster: DeathCluster? = nil, names: [CommuneCode: String] = [:],
        thresholds: LevelThresholds = LevelThresholds()
    ) {
        self.drivers = drivers
        self.places = places
        self.cluster = cluster
        self.names = names
        self.thresholds = thresholds
    }

    /// Returns a commune's name, or its code when the list holds no name of it.
    func name(_ commune: CommuneCode) -> String { self.names[commune] ?? commune.text }
}

import Contracts
import Judging
import Mortality
import Surveillance

/// What is read of a day that an alert is explained by, beside how it was judged.
struct AlertEvidence: Sendable {
    /// Deaths of each commune in the seven days that end with the day.
    var deaths: [CommuneCode: Int] = [:]
    /// Deaths by kind of place of the same seven days, and of the 28 days before them.
    var places: [PlaceDeaths] = []
    var cluster: DeathCluster?
    /// A message `ScanInput`: what the cluster was looked for in; nothing of one that is not worth a look.
    var scan: [UInt8]?

    struct PlaceDeaths: Hashable, Sendable {
        let place: Place
        let week: Int
        let before: Int
    }
}

/// What explains a judged day, beyond its figures: the communes and places that drive it, and its cluster.
struct Findings: Sendable {
    /// Deaths of the seven days in a kind of place, and of an ordinary seven of the four weeks before.
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
        // Every commune against its part of the whole department: who is silent is no measure of who is not.
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

    /// A commune's name, or its code where it has none here.
    func name(_ commune: CommuneCode) -> String { self.names[commune] ?? commune.text }
}

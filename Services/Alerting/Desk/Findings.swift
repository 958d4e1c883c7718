import Contracts
import Judging
import Mortality
import Persistence
import Surveillance

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

    init(of last: DepartmentAssessment, in round: JudgingRound, _ transaction: Transaction) async throws {
        let store = round.store
        let deaths = try await store.communeDeaths(of: round.department, endingOn: last.day, in: transaction)
        // Every commune against its part of the whole department: who is silent is no measure of who is not.
        let whole = last.wholeExpected ?? 0
        self.drivers = CommuneDrivers(deaths: deaths, shares: round.territory.shares, expected: whole).drivers
        self.places = try await store.placeDeaths(of: round.department, endingOn: last.day, in: transaction).map {
            PlaceShare(place: $0.place, observed: $0.week, usual: Double($0.before) / 4)
        }
        self.cluster = try await store.clusters(of: round.department, on: [last.day], in: transaction)[last.day]
        self.names = round.territory.names
        self.thresholds = round.territory.thresholds
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

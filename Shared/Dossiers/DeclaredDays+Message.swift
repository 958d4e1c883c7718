package import Contracts
import FoundationEssentials
package import Judging
import Mortality
import Surveillance

extension DeclaredDays {
    /// Reads who declared what, as a dossier froze it.
    ///
    /// - Throws: `Rejection` or `SurveillanceError` for communes, days or counts that cannot be.
    package init(_ dossier: Vigie_V1_AlertDossier) throws {
        try self.init(
            communes: try dossier.communes.map { try CommuneCode($0) }, shares: dossier.communeShares,
            days: try dossier.days.reduce(into: [:]) { days, one in
                guard one.deathPlace.count == one.deathCount.count else {
                    throw SurveillanceError(.invalid, "a day has deaths without a commune")
                }
                days[try CivilDay(daysSinceEpoch: Int(one.day))] = Day(
                    told: PlaceSet(bytes: Array(one.told)),
                    deaths: zip(one.deathPlace, one.deathCount).map { Deaths(place: Int($0), count: Int($1)) })
            })
    }
}

extension Vigie_V1_AlertDossier {
    /// Freezes the communes that ever declared.
    package mutating func freeze(_ declared: DeclaredDays) {
        self.communes = declared.communes.map(\.text)
        self.communeShares = declared.shares
    }

    /// Leaves out who declared what; the dossier cannot be computed again then.
    package mutating func clearDeclared() {
        self.communes = []
        self.communeShares = []
        for index in self.days.indices { self.days[index].freeze(DeclaredDays.Day()) }
    }
}

extension Vigie_V1_DossierDay {
    /// Freezes who declared what of the day.
    package mutating func freeze(_ day: DeclaredDays.Day) {
        self.told = .init(day.told.bytes)
        self.deathPlace = day.deaths.map { UInt32(clamping: $0.place) }
        self.deathCount = day.deaths.map { UInt32(clamping: $0.count) }
    }
}

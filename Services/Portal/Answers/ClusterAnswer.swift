import Contracts
import Mortality
import Runtime
import Web

/// The communes that together had the most surprising number of deaths in the days up to a day.
struct ClusterAnswer: Encodable, Sendable {
    struct Commune: Encodable, Sendable {
        let commune: String
        let name: String
    }

    let department: String
    /// Its first day, and the day that it was looked for on, its last.
    let firstDay: String
    let day: String
    /// The communes, the one nearest to the cluster's centre first; some may be of other departments.
    let communes: [Commune]
    let observed: Int
    let expected: Double
    /// Days between two as strong that chance alone brings, and the probability of one on a day.
    let recurrenceDays: Double
    let pValue: Double
    /// Days that were compared; communes that were looked at, and those that declare too seldom to be.
    let studyDays: Int
    let areas: Int
    let leftOut: Int

    init(_ cluster: DeathCluster, _ reference: ReferenceSnapshot) {
        self.department = cluster.department.text
        self.firstDay = cluster.firstDay.description
        self.day = cluster.day.description
        self.communes = cluster.communes.map { Commune(commune: $0.text, name: reference.commune($0)?.name ?? $0.text) }
        self.observed = cluster.observed
        self.expected = Figure.rounded(cluster.expected)
        self.recurrenceDays = Figure.rounded(cluster.recurrenceDays)
        self.pValue = Figure.precise(cluster.pValue)
        self.studyDays = cluster.studyDays
        self.areas = cluster.areas
        self.leftOut = cluster.leftOut
    }
}

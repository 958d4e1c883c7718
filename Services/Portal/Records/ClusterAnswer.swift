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
    /// The first day of the cluster.
    let firstDay: String
    /// The last day of the cluster, on which it was looked for.
    let day: String
    /// The communes, the one nearest to the cluster's centre first; some may be of other departments.
    let communes: [Commune]
    let observed: Int
    let expected: Double
    /// The mean number of days between two clusters at least as strong that chance alone brings.
    let recurrenceDays: Double
    /// The probability that chance alone brings a cluster at least as strong on a day, 0 to 1.
    let pValue: Double
    /// The number of days that were compared.
    let studyDays: Int
    /// The number of communes that were looked at.
    let areas: Int
    /// The number of communes that declare too seldom to be looked at.
    let leftOut: Int
    /// When the day's cluster was last looked for; null of clusters that were found before this was kept. Deaths that were declared since are
    /// not in it.
    @Nullable var scannedAt: String?

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
        self.scannedAt = cluster.scannedAt?.text
    }
}

/// The answer to `GET /v1/departments/{code}/clusters`.
struct ClustersAnswer: Encodable, Sendable {
    let department: String
    let date: String
    /// Null where none was looked for on the day, or none was there.
    @Nullable var cluster: ClusterAnswer?
}

import Contracts
import Mortality

/// One day of a dossier, as it was known at the time.
struct DossierDayAnswer: Encodable, Sendable {
    let date: String
    let deaths: Int
    /// The number of communes that had reported.
    let reports: Int
    /// The inhabitants of the communes that had reported.
    let population: Int
    /// The number of deaths that were still expected to be declared for the day.
    let coming: Double
    /// The mean number of days between two clusters as strong as the day's that chance alone brings; null where none was looked for.
    @Nullable var clusterRecurrence: Double?

    init(_ message: Vigie_V1_DossierDay) throws {
        self.date = try CivilDay(daysSinceEpoch: Int(message.day)).description
        self.deaths = Int(message.deaths)
        self.reports = Int(message.reports)
        self.population = Int(message.population)
        self.coming = Figure.rounded(message.coming)
        self.clusterRecurrence = message.clusterRecurrenceDays > 0 ? Figure.rounded(message.clusterRecurrenceDays) : nil
    }
}

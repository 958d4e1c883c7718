import Contracts
import Mortality

/// The answer to `GET /v1/departments/{code}/watch`: the ground on which a department is watched now.
struct WatchAnswer: Encodable, Sendable {
    /// The past days that the expectation was fitted to.
    struct History: Encodable, Sendable {
        let weeks: Int
        let firstDay: String
        let lastDay: String
    }

    /// The episodes in the past, and how many years it spans.
    struct Past: Encodable, Sendable {
        let orange: Int
        let red: Int
        let years: Double
    }

    /// The communes whose deaths are judged: those that declared for most of the 28 days before the last seven.
    struct Panel: Encodable, Sendable {
        let communes: Int
        /// The share of the department's expectation that the panel's communes have, 0 to 1.
        let share: Double
        /// Whether the panel is large enough to stand for the department; otherwise judgements are lower bounds.
        let isEnough: Bool
    }

    let department: String
    let day: String
    let panel: Panel
    /// The name of the method that gave the expectation.
    let method: String
    @Nullable var history: History?
    @Nullable var thresholds: ThresholdsAnswer?
    @Nullable var falseAlarms: FalseAlarmsAnswer?
    /// The shares of a day's deaths that are declared after 0, 1, 2 … days, 0 to 1; null while they are not known.
    @Nullable var delayShares: [Double]?
    /// Why the delay is not known, in French; null where it is.
    @Nullable var delayAbsence: String?
    @Nullable var past: Past?
    /// Why no cluster is looked for, in French; null where one is.
    @Nullable var clusterAbsence: String?

    /// Describes Alerting's reply.
    ///
    /// - Throws: `Rejection` for a day that cannot be.
    init(_ message: Vigie_V1_WatchReply) throws {
        self.department = message.department
        self.day = try CivilDay(daysSinceEpoch: Int(message.day)).description
        self.panel = Panel(
            communes: Int(message.panelCommunes), share: Figure.rounded(message.panelShare), isEnough: message.hasPanel_p)
        self.method = message.method
        self.history =
            message.historyWeeks == 0
            ? nil
            : History(
                weeks: Int(message.historyWeeks), firstDay: try CivilDay(daysSinceEpoch: Int(message.historyFirstDay)).description,
                lastDay: try CivilDay(daysSinceEpoch: Int(message.historyLastDay)).description)
        self.thresholds = message.hasThresholds ? ThresholdsAnswer(message.thresholds) : nil
        self.falseAlarms = message.hasThresholds ? FalseAlarmsAnswer(message.thresholds) : nil
        self.delayShares = message.delayShares.isEmpty ? nil : message.delayShares.map(Figure.rounded)
        self.delayAbsence = message.delayAbsence.isEmpty ? nil : message.delayAbsence
        self.past =
            message.pastYears > 0
            ? Past(orange: Int(message.pastOrange), red: Int(message.pastRed), years: Figure.rounded(message.pastYears)) : nil
        self.clusterAbsence = message.clusterAbsence.isEmpty ? nil : message.clusterAbsence
    }
}

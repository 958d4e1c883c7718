import Contracts
import Mortality

/// `GET /v1/departments/{code}/watch`: on what ground a department is watched now.
struct WatchAnswer: Encodable, Sendable {
    /// The past that the expectation was fitted on.
    struct History: Encodable, Sendable {
        let weeks: Int
        let firstDay: String
        let lastDay: String
    }

    /// Episodes that the past holds, over so many years.
    struct Past: Encodable, Sendable {
        let orange: Int
        let red: Int
        let years: Double
    }

    /// The communes whose deaths are judged: those that told of most of the 28 days before the seven.
    struct Panel: Encodable, Sendable {
        let communes: Int
        /// Which part of what the department expects they expect, 0 to 1.
        let share: Double
        /// Whether that is enough to stand for the department; else judgements are lower bounds.
        let isEnough: Bool
    }

    let department: String
    let day: String
    let panel: Panel
    /// The ground that the expectation stands on.
    let method: String
    @Nullable var history: History?
    @Nullable var thresholds: ThresholdsAnswer?
    @Nullable var falseAlarms: FalseAlarmsAnswer?
    /// Which share of a day's deaths is declared after 0, 1, 2 … days; null while it is not known.
    @Nullable var delayShares: [Double]?
    /// Why the delay is not known, in French.
    @Nullable var delayAbsence: String?
    @Nullable var past: Past?
    /// Why no cluster is looked for, in French; null where one is.
    @Nullable var clusterAbsence: String?

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

import Contracts

/// How often levels would be reached without cause.
struct FalseAlarmsAnswer: Encodable, Sendable {
    /// The least number of years between two unfounded orange levels that the budget allows.
    let budgetOrangeYears: Double
    /// The least number of years between two unfounded red levels that the budget allows.
    let budgetRedYears: Double
    /// The number of unfounded orange levels in a year, as simulated; null where nothing could be simulated.
    @Nullable var orangeYearly: Double?
    /// The number of unfounded red levels in a year, as simulated; null where nothing could be simulated.
    @Nullable var redYearly: Double?
    /// The number of years that were simulated.
    let simulatedYears: Int

    init(_ message: Vigie_V1_Thresholds) {
        self.budgetOrangeYears = Figure.rounded(message.budgetOrangeYears)
        self.budgetRedYears = Figure.rounded(message.budgetRedYears)
        self.orangeYearly = message.falseOrangeYearly < 0 ? nil : Figure.precise(message.falseOrangeYearly)
        self.redYearly = message.falseRedYearly < 0 ? nil : Figure.precise(message.falseRedYearly)
        self.simulatedYears = Int(message.simulatedYears)
    }
}

import Contracts

/// How often levels would be reached without cause.
struct FalseAlarmsAnswer: Encodable, Sendable {
    /// Years between two unfounded ones that are allowed for, at the least.
    let budgetOrangeYears: Double
    let budgetRedYears: Double
    /// Unfounded ones a year, as simulated over so many years; null where nothing could be simulated.
    @Nullable var orangeYearly: Double?
    @Nullable var redYearly: Double?
    let simulatedYears: Int

    init(_ message: Vigie_V1_Thresholds) {
        self.budgetOrangeYears = Figure.rounded(message.budgetOrangeYears)
        self.budgetRedYears = Figure.rounded(message.budgetRedYears)
        self.orangeYearly = message.falseOrangeYearly < 0 ? nil : Figure.precise(message.falseOrangeYearly)
        self.redYearly = message.falseRedYearly < 0 ? nil : Figure.precise(message.falseRedYearly)
        self.simulatedYears = Int(message.simulatedYears)
    }
}

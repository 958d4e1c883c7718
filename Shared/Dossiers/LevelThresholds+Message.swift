package import Contracts
package import Judging

extension LevelThresholds {
    /// Writes thresholds as a dossier freezes them, and as others are told.
    ///
    /// - Parameter budget: The budget that they were derived from.
    package func message(budget: FalseAlarmBudget) -> Vigie_V1_Thresholds {
        var message = Vigie_V1_Thresholds()
        message.yellow = self.yellow
        message.orange = self.orange
        message.red = self.red
        message.low = self.missing
        message.clusterYellowDays = self.yellowRecurrence
        message.clusterOrangeDays = self.orangeRecurrence
        message.budgetOrangeYears = budget.orangeYears
        message.budgetRedYears = budget.redYears
        message.falseOrangeYearly = self.derivation?.orangeRate.yearly ?? -1
        message.falseRedYearly = self.derivation?.redRate.yearly ?? -1
        message.simulatedYears = UInt32(clamping: self.derivation?.simulatedYears ?? 0)
        return message
    }

    /// Reads thresholds out of a dossier; what they were derived from is not needed to judge by them.
    package init(_ message: Vigie_V1_Thresholds) {
        self.init(
            yellow: message.yellow, orange: message.orange, red: message.red, missing: message.low,
            yellowRecurrence: message.clusterYellowDays, orangeRecurrence: message.clusterOrangeDays)
    }
}

import Contracts

/// The thresholds from which levels hold.
struct ThresholdsAnswer: Encodable, Sendable {
    /// The z from which a day is yellow.
    let yellow: Double
    /// The z from which a day is orange.
    let orange: Double
    /// The z from which a day is red.
    let red: Double
    /// The value of z below which declarations seem to be missing.
    let low: Double
    /// The recurrence in days from which a cluster makes a day yellow.
    let clusterYellowDays: Double
    /// The recurrence in days from which a cluster makes a day orange.
    let clusterOrangeDays: Double

    init(_ message: Vigie_V1_Thresholds) {
        self.yellow = Figure.rounded(message.yellow)
        self.orange = Figure.rounded(message.orange)
        self.red = Figure.rounded(message.red)
        // It lies below what is expected, whichever sign it came with.
        self.low = Figure.rounded(-abs(message.low))
        self.clusterYellowDays = Figure.rounded(message.clusterYellowDays)
        self.clusterOrangeDays = Figure.rounded(message.clusterOrangeDays)
    }
}

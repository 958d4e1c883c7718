import Contracts

/// The thresholds from which levels hold.
struct ThresholdsAnswer: Encodable, Sendable {
    /// The values of z from which a day is yellow, orange and red.
    let yellow: Double
    let orange: Double
    let red: Double
    /// The value of z below which declarations seem to be missing.
    let low: Double
    /// Days of recurrence from which a cluster makes a day yellow, and orange.
    let clusterYellowDays: Double
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

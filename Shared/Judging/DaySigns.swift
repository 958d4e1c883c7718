/// What the detectors say of one day of a department.
package struct DaySigns: Hashable, Sendable {
    /// z of the seven days that end with it; nothing where these could not be judged.
    package var zScore: Double?
    /// Recurrence interval of the most likely cluster of communes, in days; nothing where none was looked for.
    package var clusterRecurrence: Double?
    /// P(Y ≥ y) of the seven days by Farrington's method; nothing without the years that it takes.
    package var farringtonPValue: Double?

    package init(zScore: Double? = nil, clusterRecurrence: Double? = nil, farringtonPValue: Double? = nil) {
        self.zScore = zScore
        self.clusterRecurrence = clusterRecurrence
        self.farringtonPValue = farringtonPValue
    }
}

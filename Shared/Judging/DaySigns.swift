/// What the detectors say of one day of a department.
package struct DaySigns: Hashable, Sendable {
    /// The z-score of the seven days that end with the day; `nil` where these could not be judged.
    package var zScore: Double?
    /// The recurrence interval of the day's most likely cluster of communes, in days; `nil` where none was looked for.
    package var clusterRecurrence: Double?
    /// The p-value of the seven days by Farrington's method, P(Y ≥ y); nothing without the years that it takes.
    package var farringtonPValue: Double?

    package init(zScore: Double? = nil, clusterRecurrence: Double? = nil, farringtonPValue: Double? = nil) {
        self.zScore = zScore
        self.clusterRecurrence = clusterRecurrence
        self.farringtonPValue = farringtonPValue
    }
}

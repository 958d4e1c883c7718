/// How high the episodes of many days went.
///
/// An episode is days in a row that are not green, as an alert's are; its peak is the highest limit whose level it would
/// have reached. So one pass over the days tells how often alarms are raised at any limit.
struct EpisodePeaks {
    private(set) var peaks: [Double] = []
    private(set) var years = 0.0

    init(peaks: [Double] = [], years: Double = 0) {
        self.peaks = peaks
        self.years = years
    }

    /// Adds days in a row.
    ///
    /// - Parameters:
    ///   - scores: z by day, oldest first; a day that could not be judged ends no episode.
    ///   - lead: how many of them only lead up to the others.
    ///   - floor: the z from which a day is not green.
    mutating func add(_ scores: [Double?], lead: Int, floor: Double) {
        var peak: Double?
        // What each day holds, once: three days ask for it.
        var held = [Double](repeating: -.infinity, count: scores.count)
        var lastRaised = -LevelRule.dwell
        for index in scores.indices {
            if let score = scores[index] {
                held[index] = LevelRule.held(scores, at: index)
                if score >= floor { lastRaised = index }
            }
            guard index >= lead, scores[index] != nil else { continue }
            if index - lastRaised < LevelRule.dwell {
                for place in max(0, index - LevelRule.dwell + 1)...index { peak = max(peak ?? -.infinity, held[place]) }
            } else if let ended = peak {
                self.peaks.append(ended)
                peak = nil
            }
        }
        if let peak { self.peaks.append(peak) }
        self.years += Double(max(0, scores.count - lead)) / 365.25
    }

    /// Returns how many episodes reached a limit.
    func count(reaching limit: Double) -> Int { self.peaks.count { $0 >= limit } }
}

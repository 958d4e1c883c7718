/// What became known of each day of death, and after how many days: the reporting triangle of one area
/// (baselinenowcast's model definition; Höhle and an der Heiden, 2014, doi 10.1111/biom.12194), gaps allowed.
public struct DelayTriangle: Hashable, Sendable {
    /// How many deaths of a day were known some days after.
    struct Observation: Hashable, Sendable {
        let delay: Int
        let known: Double
    }

    struct Row: Hashable, Sendable {
        /// The day of death, counted from the first one.
        let day: Int
        let kind: Int
        /// What was known after some delays, by delay; ``Observation/known`` never falls.
        let observations: [Observation]
    }

    let rows: [Row]
    /// The longest delay D, in days.
    let longest: Int
    /// How many kinds of days there are; 0 where they are not told apart.
    let kinds: Int

    /// How many deaths were ever known.
    var deaths: Double { self.rows.reduce(0) { $0 + ($1.observations.last?.known ?? 0) } }

    /// Makes a triangle of what became known after each delay.
    ///
    /// - Parameters:
    ///   - increments: A row for each day of death, without a day left out, oldest first: how many deaths became known 0, 1,
    ///     2 … D days after. Nothing at the end of a row is still to come; nothing before a number was not looked at by
    ///     itself, and that number holds it too. A number below zero withdraws deaths: it is taken from the earlier cells of
    ///     its row, the nearest first, so that what was withdrawn counts as never known.
    ///   - kinds: Which kind of day each row is, 0, 1, 2 …, where reports of some come later than of others (its weekday,
    ///     a holiday as a Sunday); none where they are not told apart.
    /// - Throws: `invalid` for rows of different lengths, for numbers that are not counts, where more was withdrawn than was
    ///   known, and for kinds that do not fit.
    public init(_ increments: [[Double?]], kinds: [Int] = []) throws(SurveillanceError) {
        guard let first = increments.first, (1...400).contains(first.count), increments.allSatisfy({ $0.count == first.count }) else {
            throw SurveillanceError(.invalid, "rows of the same length are needed, a day each, of up to 400 delays")
        }
        guard kinds.isEmpty || kinds.count == increments.count, kinds.allSatisfy({ (0..<32).contains($0) }) else {
            throw SurveillanceError(.invalid, "each row needs its kind, from 0 to 31")
        }
        var rows: [Row] = []
        for (day, row) in increments.enumerated() {
            rows.append(Row(day: day, kind: kinds.isEmpty ? 0 : kinds[day], observations: try Self.observations(row)))
        }
        self.rows = rows
        self.longest = first.count - 1
        self.kinds = (kinds.max() ?? -1) + 1
    }

    private static func observations(_ row: [Double?]) throws(SurveillanceError) -> [Observation] {
        var looks: [Observation] = []
        var (known, withdraws) = (0.0, false)
        for delay in row.indices {
            guard let count = row[delay] else { continue }
            guard abs(count) < 1e9 else { throw SurveillanceError(.invalid, "a count is not a number below a billion") }
            known += count
            withdraws = withdraws || count < 0
            looks.append(Observation(delay: delay, known: known))
        }
        guard withdraws else { return looks }
        guard looks.allSatisfy({ $0.known >= 0 }) else {
            throw SurveillanceError(.invalid, "more deaths were withdrawn than had been known")
        }
        // Taken from the nearest earlier cells, a withdrawal leaves of each earlier sum no more than of every later one.
        var least = Double.infinity
        for place in looks.indices.reversed() {
            least = min(least, looks[place].known)
            looks[place] = Observation(delay: looks[place].delay, known: least)
        }
        return looks
    }
}

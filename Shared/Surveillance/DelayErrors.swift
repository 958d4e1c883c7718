/// What past nights would have said was still to come, beside what has come since.
struct DelayErrors {
    /// A day as a night of the past knew it.
    struct Pair {
        let known: Double
        /// Π_d / Π_{d'}, as that night estimated it: d is the delay of that night, d' the last one known now.
        let share: Double
        /// How many deaths such a day is known to have after d' days.
        let level: Double
        /// How many deaths came from d to d'.
        let came: Double
    }

    /// The pairs by delay.
    private(set) var pairs: [[Pair]]
    /// The shares as they are estimated now.
    let shares: DelayShares

    /// Estimates the shares again on each night from half of the time on, with what was known then, and now.
    ///
    /// The first half serves the delay, the second the uncertainty (baselinenowcast's retrospective nowcasts).
    ///
    /// - Throws: `shortHistory` where there is nothing to estimate a delay from now; a past night without is left out.
    init(_ triangles: [DelayTriangle], longest: Int, kinds: Int, wider: DelayNowcast?) throws(SurveillanceError) {
        var ladders = Array(repeating: DelayLadder(longest: longest), count: kinds == 0 ? 1 : kinds + 1)
        var pairs: [[Pair]] = Array(repeating: [], count: longest + 1)
        let rows = triangles.flatMap(\.rows)
        let levels = triangles.flatMap { triangle in
            let level = triangle.deaths / Double(max(1, triangle.rows.count { !$0.observations.isEmpty }))
            return Array(repeating: max(0.01, level), count: triangle.rows.count)
        }
        let nights = Self.nights(rows)
        for (night, looks) in nights.enumerated() {
            for look in looks where look.place > 0 {
                let row = rows[look.row]
                let (before, now) = (row.observations[look.place - 1], row.observations[look.place])
                ladders[0].add(before, next: now)
                if kinds > 0 { ladders[row.kind + 1].add(before, next: now) }
            }
            guard 2 * night >= nights.count, night + 1 < nights.count, !looks.isEmpty,
                let shares = try? DelayShares(ladders, wider: wider)
            else { continue }
            for look in looks {
                let row = rows[look.row]
                let now = row.observations[look.place]
                guard look.place + 1 < row.observations.count, let last = row.observations.last else { continue }
                let end = shares.share(delay: last.delay, kind: row.kind)
                pairs[now.delay].append(
                    Pair(
                        known: now.known, share: shares.share(delay: now.delay, kind: row.kind) / end, level: levels[look.row] * end,
                        came: last.known - now.known))
            }
        }
        self.shares = try DelayShares(ladders, wider: wider)
        self.pairs = pairs
    }

    /// Lists the nights, counted from the first day of death: which rows were looked at on each, and the place of that look in its row.
    private static func nights(_ rows: [DelayTriangle.Row]) -> [[(row: Int, place: Int)]] {
        let last = rows.reduce(0) { max($0, $1.day + ($1.observations.last?.delay ?? 0)) }
        var nights: [[(row: Int, place: Int)]] = Array(repeating: [], count: last + 1)
        for (index, row) in rows.enumerated() {
            for (place, look) in row.observations.enumerated() { nights[row.day + look.delay].append((index, place)) }
        }
        return nights
    }
}

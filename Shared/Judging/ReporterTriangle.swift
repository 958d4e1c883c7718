/// A reporting triangle of communes that had reported: what they added with the days to what they had told.
///
/// A commune that has not reported yet shrinks the exposure, so its deaths are not late ones. Of each day of death d days
/// later there are K_d deaths that communes had told by then, and a_d that those who had reported before added. The day's
/// row is what it would have been had everybody who reported in the end been there from the start: backwards from what is
/// known last, N_{d−1} = N_d K_{d−1} / (K_{d−1} + a_d).
package enum ReporterTriangle {
    /// - Parameters:
    ///   - first: what communes told in their first report of the day, by delay.
    ///   - added: what communes that had reported before added, or took back, by delay.
    ///   - observed: how many of the delays have passed, today's included.
    /// - Returns: a row of as many delays, nothing where one is still to come; nothing for a day that nobody reported, or
    ///   lists that do not fit.
    package static func row(first: [Int], added: [Int], observed: Int) -> [Double?]? {
        guard first.count == added.count, observed >= 1, !first.isEmpty else { return nil }
        let passed = min(observed, first.count)
        var known = 0
        var before: [Double] = []
        for delay in 0..<passed {
            before.append(Double(known))
            known = max(0, known + first[delay] + added[delay])
        }
        var cumulated = [Double](repeating: 0, count: passed)
        cumulated[passed - 1] = Double(known)
        for delay in stride(from: passed - 1, to: 0, by: -1) {
            let after = before[delay] + Double(added[delay])
            // Where nothing was known before, no share can be told: what was added is taken off as it is.
            cumulated[delay - 1] =
                before[delay] > 0 && after > 0
                ? (cumulated[delay] * before[delay] / after).rounded() : max(0, cumulated[delay] - Double(max(0, added[delay])))
        }
        let increments = cumulated.indices.map { cumulated[$0] - ($0 > 0 ? cumulated[$0 - 1] : 0) }
        return increments.map { $0 } + [Double?](repeating: nil, count: first.count - passed)
    }
}

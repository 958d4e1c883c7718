/// Scores by how much more deaths there are in a zone and time than elsewhere or than expected (Kulldorff; Neill).
public enum ScanScore {
    /// Returns the score of the space-time permutation scan: c ln(c/μ) + (C − c) ln((C − c)/(C − μ)) where c > μ, else 0.
    ///
    /// - Parameters:
    ///   - counts: by day, then by commune.
    ///   - zone: places of communes.
    ///   - days: how many of the last days.
    /// - Returns: the expected count μ of the cylinder, from the margins, and its score.
    /// - Throws: `invalid` for rows of different lengths, negative counts, or a cylinder that is not within.
    public static func permutation(
        _ counts: [[Double]], zone: [Int], days: Int
    ) throws(SurveillanceError) -> (observed: Double, expected: Double, score: Double) {
        guard let width = counts.first?.count, counts.allSatisfy({ $0.count == width && $0.allSatisfy { $0 >= 0 && $0 < 1e9 } }),
            (1...counts.count).contains(days), Set(zone).count == zone.count, zone.allSatisfy((0..<width).contains)
        else { throw SurveillanceError(.invalid, "rows of the same length and a cylinder within them are needed") }
        let total = counts.reduce(0) { $0 + $1.reduce(0, +) }
        guard total > 0 else { return (0, 0, 0) }
        let last = counts.suffix(days)
        let observed = last.reduce(0) { sum, row in zone.reduce(sum) { $0 + row[$1] } }
        let inZone = counts.reduce(0) { sum, row in zone.reduce(sum) { $0 + row[$1] } }
        let inDays = last.reduce(0) { $0 + $1.reduce(0, +) }
        let expected = inZone * inDays / total
        return (observed, expected, ScanLikelihood(total: total).score(observed, expected))
    }

    /// Returns the expectation-based Poisson score: c ln(c/μ) + μ − c where c > μ, else 0.
    ///
    /// - Throws: `invalid` for a negative count or an expectation that is not positive.
    public static func expectationBased(_ count: Double, expected: Double) throws(SurveillanceError) -> Double {
        guard count >= 0, count < 1e12, expected > 1e-100, expected < 1e12 else {
            throw SurveillanceError(.invalid, "a count of 0 or more and a positive expectation are needed")
        }
        return ScanLikelihood(total: nil).score(count, expected)
    }
}

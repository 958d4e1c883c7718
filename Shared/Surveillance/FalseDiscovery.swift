/// Adjusts the p-values of many tests, so that of those below q a share of q at most is false.
public enum FalseDiscovery {
    /// Adjusts by Benjamini and Hochberg (1995), for tests that are independent or rise together.
    ///
    /// - Throws: `invalid` for what is no probability.
    public static func benjaminiHochberg(_ values: [Double]) throws(SurveillanceError) -> [Double] {
        try self.adjusted(values, factor: 1)
    }

    /// Adjusts by Benjamini and Yekutieli (2001), for tests of any dependence.
    ///
    /// - Throws: `invalid` for what is no probability.
    public static func benjaminiYekutieli(_ values: [Double]) throws(SurveillanceError) -> [Double] {
        try self.adjusted(values, factor: values.indices.reduce(0) { $0 + 1 / Double($1 + 1) })
    }

    private static func adjusted(_ values: [Double], factor: Double) throws(SurveillanceError) -> [Double] {
        guard values.allSatisfy({ (0...1).contains($0) }) else { throw SurveillanceError(.invalid, "a p-value is not from 0 to 1") }
        var adjusted = values
        var least = 1.0
        for (rank, index) in values.indices.sorted(by: { values[$0] < values[$1] }).enumerated().reversed() {
            least = min(least, factor * Double(values.count) * values[index] / Double(rank + 1))
            adjusted[index] = least
        }
        return adjusted
    }
}

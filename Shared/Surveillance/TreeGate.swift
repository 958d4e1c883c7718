/// Tests down a tree: communes are only looked at inside departments that were found themselves, so that ten thousands of
/// them do not drown in one correction (Yekutieli, 2008, Journal of the American Statistical Association 103:309–16).
public struct TreeGate: Hashable, Sendable {
    /// A department.
    public struct Branch: Hashable, Sendable {
        /// The p-value of the department itself.
        public let pValue: Double
        /// The p-values of its communes; `nil` for one that is not eligible.
        public let leaves: [Double?]

        /// Puts a department and its communes together.
        public init(pValue: Double, leaves: [Double?]) {
            self.pValue = pValue
            self.leaves = leaves
        }
    }

    /// What is decided of a department.
    public struct Decision: Hashable, Sendable {
        /// Its p-value adjusted among all departments, by Benjamini and Hochberg.
        public let adjusted: Double
        /// Whether its communes are looked at.
        public let isRejected: Bool
        /// What is decided of its communes, among those that are eligible; `nil` for the others, and for all where the department is not
        /// rejected.
        public let leaves: [Leaf?]
    }

    /// What is decided of a commune.
    public struct Leaf: Hashable, Sendable {
        /// Its p-value adjusted among the eligible communes of its department, by Benjamini and Hochberg.
        public let adjusted: Double
        /// Whether it was found.
        public let isRejected: Bool
    }

    /// The false discovery rate q among departments.
    public let branchRate: Double
    /// The false discovery rate q among the communes of a rejected department.
    public let leafRate: Double

    /// Checks both rates.
    ///
    /// - Throws: `invalid` for rates that are not between 0 and 1.
    public init(branchRate: Double = 0.05, leafRate: Double = 0.10) throws(SurveillanceError) {
        guard branchRate > 0, branchRate < 1, leafRate > 0, leafRate < 1 else {
            throw SurveillanceError(.invalid, "false discovery rates between 0 and 1 are needed")
        }
        self.branchRate = branchRate
        self.leafRate = leafRate
    }

    /// Tells whether a commune is tested by itself: with five deaths in 28 days, or within a cluster of the scan.
    public static func isEligible(deathsIn28Days deaths: Double, isInCluster: Bool) -> Bool { deaths >= 5 || isInCluster }

    /// Decides which departments are rejected, and which communes in them, in the order given.
    ///
    /// - Throws: `invalid` for what is no probability, in a branch that is not rejected too.
    public func decisions(_ branches: [Branch]) throws(SurveillanceError) -> [Decision] {
        let adjusted = try FalseDiscovery.benjaminiHochberg(branches.map(\.pValue))
        var decisions: [Decision] = []
        for (branch, value) in zip(branches, adjusted) {
            let eligible = branch.leaves.indices.filter { branch.leaves[$0] != nil }
            let values = try FalseDiscovery.benjaminiHochberg(branch.leaves.compactMap(\.self))
            var leaves = [Leaf?](repeating: nil, count: branch.leaves.count)
            if value <= self.branchRate {
                for (place, value) in zip(eligible, values) { leaves[place] = Leaf(adjusted: value, isRejected: value <= self.leafRate) }
            }
            decisions.append(Decision(adjusted: value, isRejected: value <= self.branchRate, leaves: leaves))
        }
        return decisions
    }
}

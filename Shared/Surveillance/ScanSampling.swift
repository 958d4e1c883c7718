/// How many replicates are drawn for the p-values of a scan, and how.
public struct ScanSampling: Hashable, Sendable {
    /// Below how many replicates as strong as a cluster, among all, the tail is asked too.
    static let resolved = 10
    /// From how many replicates on the tail is read. Where a cluster comes once in 365 days and scores are Gumbel's, 90 % of what is read from
    /// 199 lies within about 180 and 830 days; from the 99 of the first two versions, within 146 and 1,206.
    var leastForTail: Int { self.drawing == .byWork ? 199 : 99 }

    /// How the deaths of a replicate are drawn. The same seed gives the same replicates by each, but other ones by another.
    public enum Drawing: Int, Hashable, Sendable {
        /// They are drawn one after another, as by the first version of the rules, to compute again what was found by it.
        case perDeath = 1
        /// They are drawn by cell, in a time and memory that hardly grow with the number of deaths, as by the second version.
        case byCell = 2
        /// They are drawn by whichever of both is less work, with a tail from no fewer than 199 replicates, as by the third version.
        case byWork = 3
    }

    /// How many replicates are drawn at most.
    public let replicates: Int
    /// How many replicates may score at least as high as the strongest cluster before no more are drawn: h of Besag and Clifford (1991,
    /// Biometrika 78:301–4). Nothing to draw all.
    public let enough: Int?
    /// The seed; the same one gives the same p-values.
    public let seed: UInt64
    /// How the deaths of a replicate are drawn.
    public let drawing: Drawing
    let asksTail: Bool

    /// Checks the sampling.
    ///
    /// - Throws: `invalid` for a negative number of replicates, or without any being enough.
    public init(
        replicates: Int = 999, enough: Int? = 10, seed: UInt64 = 1, drawing: Drawing = .byWork
    ) throws(SurveillanceError) {
        guard replicates >= 0, (enough ?? 1) >= 1 else {
            throw SurveillanceError(.invalid, "a number of replicates of 0 or more, of which at least one is enough, is needed")
        }
        self.init(replicates: replicates, enough: enough, seed: seed, drawing: drawing, asksTail: true)
    }

    /// Draws all replicates, and reads nothing that they do not tell themselves.
    static func all(_ replicates: Int, seed: UInt64) -> ScanSampling {
        ScanSampling(replicates: max(0, replicates), enough: nil, seed: seed, drawing: .byWork, asksTail: false)
    }

    private init(replicates: Int, enough: Int?, seed: UInt64, drawing: Drawing, asksTail: Bool) {
        self.replicates = replicates
        self.enough = enough
        self.seed = seed
        self.drawing = drawing
        self.asksTail = asksTail
    }
}

import Glibc

/// The EuroMOMO baseline: what mortality would be without winter excess and heat, and how far a count lies from it
/// (EuroMOMO, "Methods", www.euromomo.eu/how-it-works/methods).
///
/// log μ = β₀ [+ β₁ t] + β₂ sin(2πt/52.18) + β₃ cos(2πt/52.18), fitted on spring and autumn weeks, when neither influenza
/// nor heat kills; t counts weeks.
public struct EuroMOMO: Sendable {
    /// The count of seven days.
    public struct Observation: Hashable, Sendable {
        /// When it was, in weeks from any fixed origin; fractions are allowed.
        public let time: Double
        /// How many deaths the seven days had.
        public let count: Double

        /// Makes a count at a time.
        public init(time: Double, count: Double) {
            self.time = time
            self.count = count
        }
    }

    /// What is expected of seven days.
    public struct Expectation: Hashable, Sendable {
        /// The expected number of deaths, μ.
        public let mean: Double
        /// The standard error of log μ.
        public let standardError: Double
        /// The overdispersion, φ.
        public let dispersion: Double

        /// Makes an expectation that comes from elsewhere than a fit.
        public init(mean: Double, standardError: Double, dispersion: Double) {
            self.mean = mean
            self.standardError = standardError
            self.dispersion = dispersion
        }

        /// Returns the expectation of a part of the population; its relative error is the same.
        public func scaled(by share: Double) -> Expectation {
            Expectation(mean: self.mean * max(0, share), standardError: self.standardError, dispersion: self.dispersion)
        }

        /// The standard deviation on the 2/3-power scale: √( (4/9) μ^{1/3} (φ + μ s²) ).
        private var deviation: Double {
            sqrt(4.0 / 9.0 * cbrt(self.mean) * (self.dispersion + self.mean * self.standardError * self.standardError))
        }

        /// Returns z = (n^{2/3} − μ^{2/3}) / √( (4/9) μ^{1/3} (φ + V/μ + μ s²) ); `nil` where nobody is expected to die.
        ///
        /// - Parameters:
        ///   - count: n, corrected for delay where some of it is still to come.
        ///   - delayVariance: V, of that correction.
        public func zScore(of count: Double, delayVariance: Double = 0) -> Double? {
            guard self.mean > 0, count >= 0, delayVariance >= 0 else { return nil }
            let deviation = sqrt(
                4.0 / 9.0 * cbrt(self.mean)
                    * (self.dispersion + delayVariance / self.mean + self.mean * self.standardError * self.standardError))
            let z = (Self.twoThirds(count) - Self.twoThirds(self.mean)) / deviation
            return z.isFinite ? z : nil
        }

        /// Returns the count at which z is reached: (μ^{2/3} + z √(…))^{3/2}, 0 when that is negative.
        public func limit(at z: Double) -> Double {
            guard self.mean > 0 else { return 0 }
            let root = Self.twoThirds(self.mean) + z * self.deviation
            return root > 0 ? root * sqrt(root) : 0
        }

        private static func twoThirds(_ number: Double) -> Double {
            let root = cbrt(number)
            return root * root
        }
    }

    /// Tells whether the baseline is fitted on an ISO week: spring, 15 < week < 26, or autumn, 36 < week < 45.
    public static func isBaselineWeek(_ week: Int) -> Bool { (16...25).contains(week) || (37...44).contains(week) }

    /// The largest standard error of log μ, by chance of single deaths alone, with which an expectation is one: a factor of 50 either way.
    /// Some ten deaths over two to five years have it; every department has a tenth of it.
    static let vaguest = 2.0

    /// The length of a year, in weeks.
    public static let period = 52.18

    /// The regression, its coefficients in the order of the formula but for the trend, which is last.
    public let model: QuasiPoisson
    private let origin: Double
    private let hasTrend: Bool

    /// Fits the baseline.
    ///
    /// - Parameters:
    ///   - observations: Disjoint seven-day counts of baseline weeks, of at most five years.
    ///   - hasTrend: Whether β₁ is estimated; not with under three years.
    /// - Throws: `SurveillanceError`, `shortHistory` with under 16 observations (a spring and an autumn), `separation` where so
    ///   few died that what the year after the last observation expects could be anything.
    public init(_ observations: [Observation], hasTrend: Bool) throws(SurveillanceError) {
        guard observations.count >= 16, let first = observations.first else {
            throw SurveillanceError(.shortHistory, "\(observations.count) baseline weeks; a spring and an autumn are needed, 16")
        }
        // Times count from the first one, so that the trend and the constant are well apart.
        let origin = first.time
        self.origin = origin
        self.hasTrend = hasTrend
        self.model = try QuasiPoisson(
            design: observations.map { Self.row(at: $0.time, origin: origin, hasTrend: hasTrend) }, counts: observations.map(\.count))
        // Deaths of a few weeks near one another determine an expectation there, and let it go anywhere elsewhere.
        let last = observations.reduce(origin) { max($0, $1.time) }
        for week in stride(from: 0, through: 52, by: 4) {
            let row = Self.row(at: last + Double(week), origin: origin, hasTrend: hasTrend)
            guard let predicted = try? self.model.predict(row),
                predicted.standardError <= Self.vaguest * self.model.dispersion.squareRoot()
            else {
                throw SurveillanceError(
                    .separation,
                    "\(Int(observations.reduce(0) { $0 + $1.count })) deaths in \(observations.count) baseline weeks do not determine what other weeks expect")
            }
        }
    }

    /// Returns what is expected of the seven days at a time; nothing, a mean of 0 of which no count has a z, at a time that is no number or so
    /// far away that a trend leads beyond any number of deaths.
    public func expectation(at time: Double) -> Expectation {
        guard let (mean, standardError) = try? self.model.predict(Self.row(at: time, origin: self.origin, hasTrend: self.hasTrend)) else {
            return Expectation(mean: 0, standardError: 0, dispersion: self.model.dispersion)
        }
        return Expectation(mean: mean, standardError: standardError, dispersion: self.model.dispersion)
    }

    private static func row(at time: Double, origin: Double, hasTrend: Bool) -> [Double] {
        let angle = 2 * Double.pi * time / self.period
        return hasTrend ? [1, sin(angle), cos(angle), time - origin] : [1, sin(angle), cos(angle)]
    }
}

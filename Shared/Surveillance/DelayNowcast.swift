/// What the counts of the last days will become, and how sure that is: the chain ladder with negative binomial errors, learnt
/// from one area's reporting triangle (baselinenowcast's model definition; Höhle and an der Heiden, 2014,
/// doi 10.1111/biom.12194).
///
/// Of a day with x deaths known after d days, (x + 1)(1 − Π_d)/Π_d are still coming: the mean of the negative binomial that
/// thinning leaves where nothing is known of the day but x. The delay itself varies too, with a relative variance of 1/φ_d,
/// estimated from what past nights would have said. Made of plain numbers: the same numbers give the same nowcasts.
public struct DelayNowcast: Hashable, Sendable {
    /// The shares Π_{≤d} by delay: which part of a day's deaths is known d days after; 1 at the longest delay.
    public let shares: [Double]
    /// The shares Π_{≤d} by kind of day, then by delay; empty where kinds are not told apart.
    public let kindShares: [[Double]]
    /// The sizes φ_d of the delay's own variation, by delay.
    public let dispersions: [Double]
    /// Which part of the delay's own variation the days of one night have in common.
    public let dependence: Double

    /// The dependence that is assumed: a hospital or town hall that is late is late with all of its days. Between the days of one week the
    /// departments of 2020–21 had 0.4 to 0.7, and 0.2 to 0.3 with their few great surprises cut down to size.
    public static let usualDependence = 0.5
    /// How many deaths an area must have seen where there is no wider stratum to be drawn to.
    public static let fewestDeaths = 50.0
    /// How many days more than the longest delay an area must have known deaths for: a week of days that are complete.
    public static let completeDays = 7

    /// Makes the model again of its numbers.
    ///
    /// - Throws: `invalid` for shares that are not above 0, fall, or do not end at 1; for dispersions that are not positive and
    ///   as many; for a dependence that is not between 0 and 1.
    public init(
        shares: [Double], kindShares: [[Double]] = [], dispersions: [Double], dependence: Double = Self.usualDependence
    ) throws(SurveillanceError) {
        guard ([shares] + kindShares).allSatisfy({ Self.areShares($0) && $0.count == shares.count }) else {
            throw SurveillanceError(.invalid, "shares must be above 0, not fall, and end at 1")
        }
        guard dispersions.count == shares.count, dispersions.allSatisfy({ $0 > 1e-9 && $0 < 1e15 }), dependence >= 0, dependence <= 1 else {
            throw SurveillanceError(.invalid, "a positive dispersion for each delay and a dependence from 0 to 1 are needed")
        }
        self.shares = shares
        self.kindShares = kindShares
        self.dispersions = dispersions
        self.dependence = dependence
    }

    /// Learns the delays of an area.
    ///
    /// - Parameter wider: A stratum that the area is part of, its region or the nation: it stands where the area saw few deaths.
    /// - Throws: `shortHistory` without a wider stratum, where fewer than ``fewestDeaths`` were known, or not of
    ///   ``completeDays`` more days than the longest delay has, or none after some delay; `invalid` for a wider stratum of
    ///   other delays.
    public init(_ triangle: DelayTriangle, wider: DelayNowcast? = nil) throws(SurveillanceError) {
        try self.init(stratum: [triangle], wider: wider)
    }

    /// Learns the delays of a stratum, a region or the nation, from the triangles of its areas.
    ///
    /// The shares are those of all deaths together; the dispersions are those of one area about these shares, so that they hold
    /// for an area of which nothing else is known.
    ///
    /// - Throws: As for one area.
    public init(stratum triangles: [DelayTriangle], wider: DelayNowcast? = nil) throws(SurveillanceError) {
        guard let longest = triangles.first?.longest, triangles.allSatisfy({ $0.longest == longest }),
            wider.map({ $0.shares.count == longest + 1 }) ?? true
        else { throw SurveillanceError(.invalid, "triangles of the same delays are needed") }
        let days = triangles.reduce(0) { max($0, $1.rows.count { !$0.observations.isEmpty }) }
        let deaths = triangles.reduce(0) { $0 + $1.deaths }
        guard wider != nil || (days >= longest + Self.completeDays && deaths >= Self.fewestDeaths) else {
            throw SurveillanceError(
                .shortHistory,
                "\(Int(deaths)) deaths of \(days) days; \(Int(Self.fewestDeaths)) deaths of \(longest + Self.completeDays) days are needed")
        }
        // A kind of day that has not come yet is the wider stratum's.
        let seen = triangles.reduce(0) { max($0, $1.kinds) }
        let kinds = seen == 0 ? 0 : max(seen, wider?.kindShares.count ?? 0)
        let errors = try DelayErrors(triangles, longest: longest, kinds: kinds, wider: wider)
        try self.init(
            shares: errors.shares.all, kindShares: errors.shares.kinds,
            dispersions: errors.pairs.enumerated().map { delay, pairs in
                DelayDispersion.likeliest(pairs, centre: wider?.dispersions[delay] ?? DelayDispersion.usual)
            }, dependence: wider?.dependence ?? Self.usualDependence)
    }

    /// Returns what one day will become.
    ///
    /// - Parameters:
    ///   - known: How many deaths are known of it.
    ///   - delay: After how many days; past the longest delay nothing is coming.
    ///   - kind: Which kind of day it is; `nil` for all days together.
    ///   - level: How many deaths such a day has, where the days about it tell; its rate then has a gamma prior of that mean,
    ///     worth one death: (x + 1)(1 − Π)/(Π + 1/level) are coming. Nothing leaves the flat prior, (x + 1)(1 − Π)/Π.
    /// - Throws: `invalid` for numbers that are negative or not finite, and for a kind that the model does not know.
    public func nowcast(known: Double, delay: Int, kind: Int? = nil, level: Double? = nil) throws(SurveillanceError) -> Nowcast {
        let part = try self.part(known: known, delay: delay, kind: kind, level: level)
        return try Nowcast(known: known, mean: part.mean, variance: part.variance(relative: part.relative))
    }

    /// What is still coming of a day: the size of its own chance, and the relative variance of its delay.
    struct Part {
        let mean: Double
        let size: Double
        let relative: Double

        func variance(relative: Double) -> Double { self.mean + self.mean * self.mean * (1 / self.size + relative) }
    }

    func part(known: Double, delay: Int, kind: Int?, level: Double?) throws(SurveillanceError) -> Part {
        guard known >= 0, known < 1e9, level.map({ $0 > 0 && $0 < 1e12 }) ?? true else {
            throw SurveillanceError(.invalid, "a number of deaths that is finite and not negative is needed")
        }
        let share = try self.share(delay: delay, kind: kind)
        let mean = (known + 1) * (1 - share) / (share + (level.map { 1 / $0 } ?? 0))
        return Part(mean: mean, size: known + 1, relative: 1 / self.dispersions[min(delay, self.dispersions.count - 1)])
    }

    /// Returns Π of a delay: 1 past the longest.
    func share(delay: Int, kind: Int?) throws(SurveillanceError) -> Double {
        guard delay >= 0, kind.map({ self.kindShares.indices.contains($0) }) ?? true else {
            throw SurveillanceError(.invalid, "a delay of 0 days or more and a kind of day that was learnt are needed")
        }
        guard delay < self.shares.count else { return 1 }
        return kind.map { self.kindShares[$0][delay] } ?? self.shares[delay]
    }

    private static func areShares(_ shares: [Double]) -> Bool {
        shares.last == 1 && shares.allSatisfy { $0 > 1e-9 } && zip(shares, shares.dropFirst()).allSatisfy { $0 <= $1 }
    }
}

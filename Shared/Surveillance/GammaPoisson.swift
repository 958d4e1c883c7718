public struct GammaPoisson: Sendable {
    public init(counts: [Double], expected: [Double]) throws(SurveillanceError) {}
    public func exceedance(of ratio: Double, count: Double, expected: Double) throws(SurveillanceError) -> Double { 0 }
}

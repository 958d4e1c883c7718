public import Formats

/// Draws one of several in proportion to their weights.
public struct WeightedDraw: Sendable {
    /// The running total of the weights.
    private let bounds: [Double]

    /// Takes the weights, in order.
    ///
    /// - Parameter weights: from 0.
    public init(_ weights: some Sequence<Double>) {
        var total = 0.0
        self.bounds = weights.map { weight in
            total += Swift.max(0, weight)
            return total
        }
    }

    /// Draws the place of one of them; `nil` when no weight is above 0.
    public func draw(_ random: inout SeededGenerator) -> Int? {
        guard let total = self.bounds.last, total > 0 else { return nil }
        let point = random.unit() * total
        var (low, high) = (0, self.bounds.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if self.bounds[middle] > point { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

/// Tells whether counts are separated by their regressors: whether some combination of these is 0 wherever somebody died, and of one sign, not
/// 0 everywhere, where nobody did. A regression with log link has no estimate then: the likelihood rises for ever as the expectation of those
/// goes to 0, and where nobody counted it goes anywhere (Santos Silva and Tenreyro, 2010, Economics Letters 107:310–2).
///
/// By the iterative rectifier of Correia, Guimarães and Zylkin (2019, arXiv:1903.01633), within the combinations that are 0
/// wherever somebody died; there are none where deaths are on more than a few different days.
enum Separation {
    /// Tells whether counts are separated.
    ///
    /// - Parameters:
    ///   - design: a row of finite regressors an observation.
    ///   - counts: an observation a row.
    static func isThere(_ design: [[Double]], _ counts: [Double]) -> Bool {
        guard let size = design.first?.count, size > 0, counts.contains(0) else { return false }
        // Regressors on the same scale.
        let scales = (0..<size).map { column in design.reduce(0) { max($0, abs($1[column])) } }
        func scaled(_ row: [Double]) -> [Double] { zip(row, scales).map { $1 > 0 ? $0 / $1 : 0 } }
        var basis: [[Double]] = []
        for (row, count) in zip(design, counts) where count > 0 {
            self.extend(&basis, by: scaled(row))
            if basis.count == size { return false }
        }
        let deadRows = basis.count
        for column in 0..<size { self.extend(&basis, by: (0..<size).map { $0 == column ? 1 : 0 }) }
        let free = basis[deadRows...]
        let columns = free.map { direction in
            zip(design, counts).filter { $1 == 0 }.map { self.product(scaled($0.0), direction) }
        }
        return self.holdsOneSign(columns)
    }

    /// Tells whether some combination of columns is nowhere negative and somewhere positive.
    private static func holdsOneSign(_ columns: [[Double]]) -> Bool {
        var basis: [[Double]] = []
        for column in columns { self.extend(&basis, by: column) }
        guard let length = columns.first?.count, length > 0, !basis.isEmpty else { return false }
        var rectified = [Double](repeating: 1, count: length)
        for _ in 0..<5_000 {
            var projected = [Double](repeating: 0, count: length)
            for direction in basis {
                let share = self.product(rectified, direction)
                for place in projected.indices { projected[place] += share * direction[place] }
            }
            let (least, most) = (projected.min() ?? 0, projected.max() ?? 0)
            // What is left of it falls at every step where there is no such combination.
            if most < 1e-6 { return false }
            if least > -1e-9 * most { return true }
            rectified = projected.map { max(0, $0) }
        }
        // Not to be told from separation.
        return true
    }

    /// Adds to a basis of perpendicular vectors of length 1 what a vector has beside it, if that is more than rounding.
    private static func extend(_ basis: inout [[Double]], by vector: [Double]) {
        let length = self.product(vector, vector).squareRoot()
        guard length > 1e-12 else { return }
        var rest = vector.map { $0 / length }
        // Twice: once leaves rounding errors of the size of what was taken away.
        for _ in 0..<2 {
            for direction in basis {
                let share = self.product(rest, direction)
                for place in rest.indices { rest[place] -= share * direction[place] }
            }
        }
        let left = self.product(rest, rest).squareRoot()
        guard left > 1e-9 else { return }
        basis.append(rest.map { $0 / left })
    }

    private static func product(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
}

import Glibc

/// The factor L of a symmetric positive definite matrix A = L Lᵀ (Golub and Van Loan, Matrix Computations, section 4.2).
struct Cholesky {
    private let size: Int
    private let factor: [Double]

    /// Factorises a matrix.
    ///
    /// - Parameter matrix: Row by row, `size`².
    /// - Throws: `singular` when the matrix is not positive definite.
    init(_ matrix: [Double], size: Int) throws(SurveillanceError) {
        var factor = [Double](repeating: 0, count: size * size)
        for row in 0..<size {
            for column in 0...row {
                var sum = matrix[row * size + column]
                for k in 0..<column { sum -= factor[row * size + k] * factor[column * size + k] }
                if row == column {
                    guard sum > 1e-12 * max(1, matrix[row * size + row]), sum.isFinite else {
                        throw SurveillanceError(.singular, "the observations do not determine coefficient \(row)")
                    }
                    factor[row * size + row] = sqrt(sum)
                } else {
                    factor[row * size + column] = sum / factor[column * size + column]
                }
            }
        }
        self.size = size
        self.factor = factor
    }

    /// Solves A x = b for x.
    func solve(_ right: [Double]) -> [Double] {
        var x = right
        for row in 0..<self.size {
            for k in 0..<row { x[row] -= self.factor[row * self.size + k] * x[k] }
            x[row] /= self.factor[row * self.size + row]
        }
        for row in stride(from: self.size - 1, through: 0, by: -1) {
            for k in (row + 1)..<max(row + 1, self.size) { x[row] -= self.factor[k * self.size + row] * x[k] }
            x[row] /= self.factor[row * self.size + row]
        }
        return x
    }

    /// Returns vᵀ A⁻¹ v = |L⁻¹ v|².
    func quadratic(_ v: [Double]) -> Double {
        var (x, sum) = (v, 0.0)
        for row in 0..<self.size {
            var left = v[row]
            for k in 0..<row { left -= self.factor[row * self.size + k] * x[k] }
            x[row] = left / self.factor[row * self.size + row]
            sum += x[row] * x[row]
        }
        return sum
    }
}

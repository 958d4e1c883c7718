import Foundation

@testable import Cartography

/// How colours look to somebody.
///
/// Simulation: G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, "A physiologically-based model for simulation of color
/// vision deficiency", IEEE TVCG 15(6), 2009, the matrices of severity 1.0, applied to linear sRGB (IEC 61966-2-1).
enum ColourVision: String, CaseIterable {
    case usual
    case withoutRed
    case withoutGreen
    case withoutBlue

    private var matrix: [[Double]] {
        switch self {
        case .usual: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
        case .withoutRed: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
        case .withoutGreen: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
        case .withoutBlue: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
        }
    }

    /// A colour as it is seen, in CIELAB under D65 (CIE 15:2004).
    func lab(_ colour: Colour) -> CIELab {
        let linear = [colour.red, colour.green, colour.blue].map { part in
            let share = Double(part) / 255
            return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
        let seen = self.matrix.map { row in min(max(zip(row, linear).reduce(0) { $0 + $1.0 * $1.1 }, 0), 1) }
        let toXYZ = [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
        let xyz = zip(toXYZ, [0.95047, 1, 1.08883]).map { row, white in zip(row, seen).reduce(0) { $0 + $1.0 * $1.1 } / white }
        let roots = xyz.map { $0 > 216.0 / 24_389 ? cbrt($0) : (24_389.0 / 27 * $0 + 16) / 116 }
        return CIELab(lightness: 116 * roots[1] - 16, a: 500 * (roots[0] - roots[1]), b: 200 * (roots[1] - roots[2]))
    }
}

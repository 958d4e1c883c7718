import Glibc

/// A figure of a dossier beside the same figure computed again.
package struct DossierFigure: Hashable, Sendable {
    package let name: String
    package let frozen: String
    package let recomputed: String
    package let isSame: Bool

    init(_ name: String, frozen: some CustomStringConvertible & Equatable, recomputed: some CustomStringConvertible) {
        self.name = name
        self.frozen = frozen.description
        self.recomputed = recomputed.description
        self.isSame = self.frozen == self.recomputed
    }

    /// Compares two numbers to nine digits: another machine's logarithm may differ in the last.
    init(_ name: String, frozen: Double, recomputed: Double) {
        self.name = name
        self.frozen = "\(frozen)"
        self.recomputed = "\(recomputed)"
        self.isSame = abs(frozen - recomputed) <= 1e-9 * max(1, abs(frozen))
    }
}

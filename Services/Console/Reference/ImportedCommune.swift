import Cartography
import Mortality

/// A commune as an import brings it.
struct ImportedCommune: Sendable, Hashable {
    var code: CommuneCode
    var name: String
    var population: Int
    var longitude: Double?
    var latitude: Double?
    var areaKm2: Double?
    var shape: Shape?

    /// The commune it is an arrondissement of.
    var municipality: CommuneCode? { self.code.isArrondissement ? self.code.municipality : nil }
}

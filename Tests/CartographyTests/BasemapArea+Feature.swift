import Mortality
import Testing

@testable import Cartography

extension BasemapArea {
    /// A commune as the official files describe it.
    init(feature: GeoJSONFeature) throws {
        let code = try #require(feature.text("code"))
        let name = try #require(feature.text("nom"))
        let shape = try #require(feature.shape)
        self.init(code: try CommuneCode(code), name: name, population: feature.integer("pop") ?? 0, shape: shape)
    }
}

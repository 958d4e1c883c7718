import Mortality
import Testing

@testable import Cartography

extension BasemapArea {
    /// A commune as the official files describe it.
    init(feature: GeoJSONFeature) throws {
        self.init(
            code: try CommuneCode(try #require(feature.text("code"))), name: try #require(feature.text("nom")),
            population: feature.integer("pop") ?? 0, shape: try #require(feature.shape))
    }
}

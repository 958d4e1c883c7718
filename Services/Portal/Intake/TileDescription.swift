import Hummingbird
import Runtime
import Web

/// `/v1/tiles.json`: the tiles described as map programs read it (TileJSON 3.0.0), so that one address opens them in QGIS or
/// MapLibre.
struct TileDescription: Sendable {
    let clock: ZoneClock

    func add(to router: Router<WebContext>) {
        router.get("/v1/tiles.json") { request, context in
            _ = try Reading(context, self.clock)
            return try JSONAnswer.response(TilesAnswer(root: PublicAddress.root(of: request)))
        }
    }
}

/// The JSON object of TileJSON 3.0.0, with the members that apply.
struct TilesAnswer: Encodable {
    struct Layer: Encodable {
        let id: String
        let description: String
        let minzoom: Int
        let maxzoom: Int
        let fields: [String: String]
    }

    let tilejson = "3.0.0"
    let name = "Vigie"
    let attribution = "Contours : IGN et INSEE"
    let scheme = "xyz"
    let tiles: [String]
    let minzoom = 0
    let maxzoom = 12
    /// The place where a map may begin: longitude, latitude, zoom.
    let center = [2.5, 46.6, 5]
    let layers = [
        Layer(id: "departments", description: "Départements", minzoom: 0, maxzoom: 12, fields: ["code": "Code INSEE", "name": "Nom"]),
        Layer(
            id: "communes", description: "Communes et arrondissements", minzoom: 5, maxzoom: 12,
            fields: ["code": "Code INSEE", "name": "Nom, à partir du zoom 7"]),
    ]

    init(root: String) { self.tiles = ["\(root)/v1/tiles/{z}/{x}/{y}.mvt"] }

    private enum CodingKeys: String, CodingKey {
        case tilejson, name, attribution, scheme, tiles, minzoom, maxzoom, center
        case layers = "vector_layers"
    }
}

import HTTPTypes
import Hummingbird
import Runtime

/// `/v1/tiles.json`: the tiles described as map programs read it (TileJSON 3.0.0), so that one address opens them in QGIS or
/// MapLibre.
struct TileDescription: Sendable {
    private static let forwardedProtocol = HTTPField.Name("X-Forwarded-Proto")

    /// What is in force now; nothing before the first load.
    let reference: @Sendable () -> ReferenceSnapshot?
    let clock: ZoneClock

    func add(to router: Router<BasicRequestContext>) {
        router.get("/v1/tiles.json") { request, _ in
            _ = try Reading(request, self.reference(), self.clock)
            return try JSONAnswer.response(TilesAnswer(root: Self.root(of: request)))
        }
    }

    /// The address that the client reached us at; none, which leaves the paths relative, when it told a host that is none.
    static func root(of request: Request) -> String {
        let isSecure = Self.forwardedProtocol.flatMap { request.headers[$0] } == "https"
        guard let host = request.head.authority, !host.isEmpty, host.count <= 255,
            host.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || ".-:[]".contains($0)) })
        else { return "" }
        return "\(isSecure ? "https" : "http")://\(host)"
    }
}

/// TileJSON 3.0.0, of what there is.
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
    /// Where a map may begin: longitude, latitude, zoom.
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

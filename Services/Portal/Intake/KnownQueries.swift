import Web

/// The query parameters that each address of the read API takes; the others take none.
enum KnownQueries {
    static let addresses: [String: KnownParameters<WebContext>.Names] = {
        var addresses: [String: KnownParameters<WebContext>.Names] = [
            "/v1/departments/{code}": ["date"], "/v1/departments/{code}/communes": ["date"],
            "/v1/departments/{code}/series": ["from", "to"], "/v1/departments/{code}/declarations": ["limit"],
            "/v1/departments/{code}/clusters": ["date"], "/v1/france": ["date"], "/v1/alerts": ["department", "limit"],
            "/v1/events": .init(["department"], repeatable: ["department"]),
            "GET /v1/accounts": ["q", "role", "state", "department", "territory", "after", "limit"],
            "/v1/audit": ["account", "action", "from", "to", "before", "limit"], "/v1/audit.csv": ["account", "action", "from", "to"],
            "/v1/departments/{code}/calls": ["q", "missing", "days"], "/v1/departments/{code}/calls.csv": ["q", "missing", "days"],
        ]
        for place in ["departments/{code}", "regions/{code}", "france"] {
            for form in ["svg", "png", "pdf"] {
                let division = place.hasPrefix("departments") ? [] : ["by"]
                addresses["/v1/\(place)/map.\(form)"] = .init(["date", "indicator"] + division + ["width", "height"])
            }
        }
        return addresses
    }()
}

/// Every route of Ingest and of Portal, with who is answered what there.
///
/// It is held against the routers by a test of each service: a route that is not in here, or is no more, is red.
public enum Catalogue {
    /// All routes of both services.
    public static let routes: [Route] = intake + figures + pictures + alerts + pages + townHalls + accountPages + sessions + accounts + calls + openings + house

    /// Those of a service, by method and address.
    public static func names(of service: Route.Service) -> Set<String> { Set(self.routes.filter { $0.service == service }.map(\.name)) }
}

import AccessMatrix
import HTTPTypes
import Hummingbird
import Testing

@testable import Ingest

@Suite("Routes and the matrix")
struct RouteCatalogueTests {
    @Test("The matrix knows every route of Ingest, and no other")
    func routes() throws {
        let door = Door()
        let names = Set(try door.routes(publisher: door.publisher).ownRouter().routes.map { "\($0.method.rawValue) \($0.path)" })
        #expect(names.subtracting(Catalogue.names(of: .ingest)) == [], "a route that nobody asks in its catalogue (Tests/AccessMatrix)")
        #expect(Catalogue.names(of: .ingest).subtracting(names) == [], "a route that is no more")
    }
}

import AccessMatrix
import Answering
import HTTPTypes
import Hummingbird
import Mortality
import Testing

@testable import Portal

/// The matrix is whole: it knows every route, and thinks of roles as the house does.
@Suite("Routes and the matrix")
struct RouteCatalogueTests {
    @Test("The matrix knows every route of Portal, and no other")
    func routes() throws {
        let routes = try TestedPortal(isLoaded: false).routes(asking: Asked()).ownRouter().routes
        let names = Set(routes.map { "\($0.method.rawValue) \($0.path)" })
        #expect(names.subtracting(Catalogue.names(of: .portal)) == [], "a route that nobody asks in its catalogue (Tests/AccessMatrix)")
        #expect(Catalogue.names(of: .portal).subtracting(names) == [], "a route that is no more")
    }

    @Test("Every route is asked, as everybody and in more places than one's own; what is open is what is said to be open")
    func whole() {
        #expect(MatrixCase.all.count >= 2_000)
        #expect(Set(Catalogue.routes.map(\.name)).count == Catalogue.routes.count)
        for route in Catalogue.routes {
            #expect(!route.trials.isEmpty, "\(route.name)")
            // Where the address names something, it is asked for what is not within reach, or is not there.
            #expect(
                !route.path.contains("{") || route.trials.contains { $0.place != .own && $0.place != .nation } || route.path.contains("tiles"), "\(route.name)")
        }
        let open = Set(Catalogue.routes.filter { $0.door == .open }.map(\.path))
        #expect(open.isSubset(of: PortalRoutes.open.union(["/connexion"])), "\(open.subtracting(PortalRoutes.open))")
        #expect(Set(Subject.all.map(\.name)).count == Subject.all.count)
        let roles = Set(Subject.all.flatMap { $0.roles ?? [] }.map { String($0.prefix { $0 != "@" }) })
        #expect(roles == Set(Role.allCases.map(\.rawValue)), "every role asks")
    }

    private static let people = Subject.all.filter { $0.isPerson && $0.manner == .proper }

    @Test("What the matrix holds of a person is what the house holds", arguments: people)
    func rights(of subject: Subject) throws {
        let access = Access(Set(try (subject.roles ?? []).map { try PeopleBench.grant($0) }))
        for place in AccessMatrix.Place.allCases where place != .unknown && place != .nation {
            let department = try DepartmentCode(place.department)
            let commune = try CommuneCode(place.commune)
            func held(_ right: Right) -> Bool { subject.reach(right).covers(department: place.department) }
            #expect(access.mayRead(department) == held(.readFigures), "figures, \(place)")
            #expect(access.mayReadAlerts(of: department) == held(.readAlerts), "alerts, \(place)")
            #expect(access.mayAct(uponAlertsOf: department) == held(.actUponAlerts), "acting, \(place)")
            #expect(access.mayAdministrate(department) == held(.keepAccounts), "accounts, \(place)")
            #expect(access.mayCall(in: department) == held(.callCommunes), "calls, \(place)")
            #expect(access.codesRenewed.contains(department) == held(.renewCodes), "codes, \(place)")
            #expect((access.mayDeclare(for: commune) != nil) == subject.reach(.declare).covers(commune: place.commune), "declaring, \(place)")
            let given = try Grant(role: place.grant.role, territory: place.grant.territory)
            #expect(access.mayGrant(given) == held(.keepAccounts), "giving, \(place)")
        }
        #expect(access.figures.isEmpty == !subject.has(.readFigures) && access.alerts.isEmpty == !subject.has(.readAlerts))
        #expect(access.seesOperations == subject.has(.seeOperations) && access.seesAudit == subject.has(.readAudit))
        #expect(access.isNationalAdministrator == subject.reach(.keepAccounts).isEverywhere)
        #expect(access.isNationalAdministrator == subject.has(.openDepartments))
        #expect(access.needsSecondFactor == subject.needsSecondFactor)
    }
}

import HTTPTypes
import Hummingbird
import Mortality
import Runtime
import Web

/// The pages of figures. They contain no figures: their modules load them.
struct PageRoutes: Sendable {
    let answers: PageAnswers

    func add(to router: Router<WebContext>) {
        router.get("/") { request, context in
            let person = try context.signedIn()
            // Who reads no figures lands elsewhere.
            guard !person.access.figures.isEmpty else { return PageAnswers.leading(to: person.access.landing) }
            let departments = (context.reference?.departments.values.filter { person.access.mayRead($0.code) } ?? []).sorted { $0.code < $1.code }
            return self.answers.keptPage(
                HomePage(departments: departments.map { PageLink(name: "\($0.name) (\($0.code))", address: "/departements/\($0.code)") }), to: request,
                context, policy: .page)
        }
        router.get("/departements/:code") { request, context in
            let visit = try context.visit()
            guard let code = context.parameters.get("code").flatMap({ try? DepartmentCode($0) }) else {
                throw Problem.notFound("no department has this code")
            }
            guard visit.visitor.mayRead(code) else { throw Problem.forbidden("you may not read department \(code)") }
            guard let entry = visit.reference.departments[code] else { throw Problem.notFound("department \(code) is not open here") }
            return self.answers.keptPage(DepartmentPage(code: code, name: entry.name), to: request, context, policy: .map)
        }
        router.get("/france") { request, context in
            guard try context.knownVisitor().mayRead else { throw Problem.forbidden("you may not read figures") }
            return self.answers.keptPage(FrancePage(), to: request, context, policy: .map)
        }
    }
}

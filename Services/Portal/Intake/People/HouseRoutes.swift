import Accounts
import Hummingbird
import Mortality
import Runtime
import Web

/// `/v1/banner` for everybody, `/v1/operations` for those who look after the services.
struct HouseRoutes: Sendable {
    let people: People
    let health: HouseHealth

    func add(to router: Router<WebContext>) {
        router.get("/v1/banner") { _, _ in
            let banner = self.people.banner.current
            return try JSONAnswer.response(
                BannerAnswer(text: banner?.text, setAt: banner?.setAt.text))
        }
        router.get("/v1/operations") { _, context in
            guard try context.signedIn().access.seesOperations else { throw Problem.forbidden("you do not look after the house") }
            let queues = await self.health.queues()
            let doors = await self.health.doors()
            return try JSONAnswer.response(
                OperationsAnswer(
                    conditions: await self.health.conditions(), queues: queues?.queues, services: queues?.services,
                    instances: doors?.map { InstanceAnswer($0) }))
        }
    }
}

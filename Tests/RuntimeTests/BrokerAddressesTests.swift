import Contracts
import Messaging
import Testing

@testable import Runtime

@Suite struct BrokerAddressesTests {
    @Test("Questions have a virtual host of their own, beside the main one", arguments: [("", "vigie.rpc"), ("%2F", "vigie.rpc"), ("house", "house.rpc")])
    func derived(_ main: String, _ rpc: String) async throws {
        let addresses = try BrokerAddresses(try await Settings(environment: ["VIGIE_AMQP_URL": "amqp://portal:p@h:1/\(main)"]))
        #expect(addresses.rpc == (try BrokerAddress(url: "amqp://portal:p@h:1/\(rpc)")))
        #expect(addresses.main == (try BrokerAddress(url: "amqp://portal:p@h:1/\(main)")))
    }

    @Test("They may be asked elsewhere")
    func told() async throws {
        let settings = try await Settings(environment: ["VIGIE_AMQP_URL": "amqp://portal:p@h:1/", "VIGIE_AMQP_RPC_URL": "amqp://asker:q@i:2/questions"])
        #expect(try BrokerAddresses(settings).rpc == (try BrokerAddress(url: "amqp://asker:q@i:2/questions")))
    }

    @Test("Each service has rights in both virtual hosts, and routing keys of its own")
    func complete() {
        let rights = VigieRights(main: "/", rpc: "vigie.rpc")
        #expect(Set(rights.permissions.map { "\($0.user) \($0.virtualHost)" }).count == 2 * BrokerUser.allCases.count)
        #expect(Set(rights.topicPermissions.map(\.user)) == Set(BrokerUser.services.map(\.name)))
        for service in [AggregationMethods.service, AlertingMethods.service, MapRenderingMethods.service] {
            #expect(BrokerUser(rawValue: service) != nil)
        }
    }
}

import Contracts
import Messaging
import Mortality
import Persistence
import Runtime
import Testing

@testable import Alerting

/// The tests of the list of alerts, which is asked for page by page.
@Suite struct AlertPagesTests {
    /// Returns a world with two alerts that are open and five that are closed, three of which were raised at one instant.
    private static func world() async throws -> AlertingWorld {
        let world = try await AlertingWorld.fresh()
        let alerts: [(number: Int, department: String, raised: Int, isOpen: Bool)] = [
            (1, "56", 10, false), (2, "56", 20, false), (3, "988", 20, false), (4, "56", 20, false), (5, "56", 30, false), (6, "56", 5, true),
            (7, "988", 40, true),
        ]
        for alert in alerts {
            try await world.pool.execute(
                """
                INSERT INTO alerting.alert (id, department, level, peak_level, first_day, last_day, raised_at, closed_at, status, explanation, version)
                VALUES ($1, $2, 3, 3, '2026-11-01', '2026-11-01', to_timestamp($3), to_timestamp($4), $5, 'x', 1)
                """,
                [
                    .uuid([UInt8](repeating: UInt8(alert.number), count: 16)), .text(alert.department), .double(Double(alert.raised)),
                    alert.isOpen ? .null : .double(Double(alert.raised + 1)), .int2(alert.isOpen ? 1 : 3),
                ])
        }
        return world
    }

    private static func pages(_ world: AlertingWorld, of department: String = "", limit: UInt32, scope: String = "*") async throws -> [[UInt8]] {
        let judge = world.judge()
        let router = world.answers(judge).router(
            actions: AlertActionHandler(store: world.store, clock: world.clock), notify: { _ in }, logger: AlertingWorld.quiet)
        var question = Vigie_V1_AlertsRequest()
        (question.department, question.limit) = (department, limit)
        var pages: [[UInt8]] = []
        repeat {
            let reply = await router.answer(
                RPCRequest(
                    method: AlertingMethods.alerts.name, body: try Wire.encode(question), user: BrokerUser.vigiectl.name,
                    headers: [Names.Header.scope: scope]))
            guard reply.status == .ok else { throw RPCFailure(reply.status, reply.reason) }
            let page = try Wire.decode(Vigie_V1_AlertsReply.self, from: reply.body)
            pages.append(page.alerts.compactMap(\.id.first))
            question.pageToken = page.nextPageToken
        } while !question.pageToken.isEmpty && pages.count < 20
        return pages
    }

    @Test func pagesHoldEachAlertOnceInTheOrderOfTheWholeList() async throws {
        let world = try await Self.world()
        let whole: [UInt8] = [7, 6, 5, 2, 3, 4, 1]
        #expect(try await world.alerts().compactMap(\.id.bytes.first) == whole)
        #expect(try await Self.pages(world, limit: 0) == [whole])
        for limit in 1...8 {
            let pages = try await Self.pages(world, limit: UInt32(limit))
            #expect(pages.flatMap { $0 } == whole, "\(limit)")
            #expect(pages.dropLast().allSatisfy { $0.count == limit }, "\(limit)")
        }
        #expect(try await Self.pages(world, of: "988", limit: 1).flatMap { $0 } == [7, 3])
    }

    @Test func aTokenOfNoPageIsRefused() async throws {
        let position = try AlertPosition.page(Array("open 5 0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a".utf8))
        #expect(position?.token == Array("open 5 0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a".utf8))
        #expect(try AlertPosition.page([]) == nil)
        for text in [
            "open", "open 5 0a", "ajar 5 0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a", "open x 0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a", String(repeating: "9", count: 200),
        ] {
            #expect(throws: Rejection.self) { try AlertPosition.page(Array(text.utf8)) }
        }
    }
}

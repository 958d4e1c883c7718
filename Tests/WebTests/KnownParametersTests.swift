import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Runtime
import Testing

@testable import Web

@Suite("Parameters that an address knows")
struct KnownParametersTests {
    private typealias Door = KnownParameters<BasicRequestContext>

    @Test(
        "A name that is not known, or given twice, is named",
        arguments: [
            ("", nil), ("date=2020-04-01", nil), ("date", nil), ("date=", nil), ("date=1&indicator=rate", nil), ("&&date=1&", nil),
            ("department=56&department=22&date=1", nil), ("dat=1", "dat"), ("Date=1", "Date"), ("dry_run=true", "dry_run"),
            ("da%74e=1", "da%74e"), ("date=1&date=1", "date"), ("date=1&utm_source=x", "utm_source"), ("=1", ""), ("date =1", "date "),
        ] as [(String, String?)])
    func faults(query: String, field: String?) {
        let names = Door.Names(["date", "indicator", "department"], repeatable: ["department"])
        let problem = Door.fault(in: query, knowing: names)
        #expect(problem?.field == field)
        if field != nil { #expect(problem?.status == .unprocessableContent) }
    }

    @Test("A name as long as one likes does not come back whole")
    func bounded() {
        let problem = Door.fault(in: String(repeating: "x", count: 10_000), knowing: [])
        #expect(problem?.field?.count == 100)
    }

    @Test(
        "Addresses of the API are strict, pages are not",
        arguments: [
            ("/v1/things/7?date=1", 200), ("/v1/things/7?utm_source=1", 422), ("/v1/other?a=1", 422), ("/v1/other", 200),
            ("/page?utm_source=letter&utm_source=2", 200), ("/v1/nothing?a=1", 404),
        ])
    func strictness(uri: String, status: Int) async throws {
        let router = Router()
        router.addMiddleware {
            ProblemMiddleware(logger: Given.quiet)
            KnownParameters(["/v1/things/{id}": ["date"]])
        }
        for path in ["/v1/things/:id", "/v1/other", "/page"] { router.get(RouterPath(path)) { _, _ in "here" } }
        let response = try await Application(router: router, logger: Given.quiet).test(.router) { try await $0.execute(uri: uri, method: .get) }
        #expect(response.status.code == status)
    }
}

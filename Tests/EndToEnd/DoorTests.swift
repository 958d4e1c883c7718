import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import TestBench
import Testing

/// The tests of what clients of every kind ask, through the edge.
@Suite("The doors of the house", .enabled(if: House.given != nil, Comment(rawValue: House.absence)))
struct DoorTests {
    private let client: HouseClient

    init() throws { self.client = HouseClient(house: try House.required()) }

    @Test("A key just made opens at once, reading and writing")
    func freshKey() async throws {
        for _ in 0..<3 {
            let told = try await self.client.house.console(
                "key", "create", "--department", "00", "--scope", "read,write", "--label", "just made")
            let key = String(try #require(told.firstMatch(of: #/vgk_[0-9a-f]{8}_[A-Za-z0-9_-]+/#)).output)
            #expect(try await self.client.send(.GET, "/v1/departments/00", key: key).status == 200)
            let answer = try await self.client.send(.POST, "/v1/declarations?dryRun=true", body: "{}", key: key)
            #expect(answer.status == 422)
        }
        #expect(try await self.client.send(.GET, "/v1/departments/00", key: "vgk_00000000_\(String(repeating: "A", count: 43))").status == 401)
    }

    @Test("HEAD answers as GET, and other methods are told which would do")
    func methods() async throws {
        for path in ["/connexion", "/donnees-personnelles", "/v1/openapi.json", "/v1/france", "/v1/departments/00/map.png", "/v1/alerts", "/v1/tiles.json"] {
            let (get, head) = (try await self.client.get(path), try await self.client.send(.HEAD, path, headers: ["Accept-Encoding": "identity"]))
            #expect(get.status == 200 && head.status == 200 && head.body.isEmpty, "\(path)")
            #expect(head.headers["Content-Type"] == get.headers["Content-Type"], "\(path)")
            let other = try await self.client.send(.DELETE, path)
            #expect(other.status == 405 && other.headers["Allow"].first?.contains("GET, HEAD") == true, "\(path)")
        }
        #expect(try await self.client.send(.OPTIONS, "/v1/declarations").headers["Allow"] == ["GET, HEAD, POST, OPTIONS"])
    }

    @Test("Who takes no gzip gets none", arguments: ["identity", "br", "gzip;q=0"])
    func plain(coding: String) async throws {
        for path in ["/v1/tiles/5/15/11.mvt", "/v1/departments/00/communes"] {
            let answer = try await self.client.get(path, headers: ["Accept-Encoding": coding])
            #expect(answer.status == 200 && answer.headers["Content-Encoding"].isEmpty && !answer.body.starts(with: [0x1F, 0x8B]), "\(path)")
            #expect(answer.headers["Vary"].joined(separator: ",").lowercased().contains("accept-encoding"), "\(path)")
        }
        let packed = try await self.client.get("/v1/departments/00/communes", headers: ["Accept-Encoding": "gzip"])
        #expect(packed.headers["Content-Encoding"] == ["gzip"])
        let tag = try #require(packed.headers["ETag"].first)
        let again = try await self.client.get("/v1/departments/00/communes", headers: ["If-None-Match": "\"other\", \(tag)", "Accept-Encoding": "gzip"])
        #expect(again.status == 304 || again.headers["ETag"].first != tag)
    }

    @Test("A parameter that nobody knows is named")
    func parameters() async throws {
        for (path, field) in [
            ("/v1/departments/00?dat=2020-04-01", "dat"), ("/v1/departments/00/map.png?date=2020-04-01&date=2020-04-02", "date"),
            ("/v1/alerts?departement=00", "departement"), ("/v1/openapi.json?utm_source=x", "utm_source"),
        ] {
            let answer = try await self.client.get(path)
            #expect(answer.status == 422 && String(decoding: answer.body, as: UTF8.self).contains("\"field\":\"\(field)\""), "\(path)")
        }
        #expect(try await self.client.get("/connexion?utm_source=letter").status == 200)
    }

    @Test(
        "Every service's metrics are as Prometheus wants them, and stand on a port of their own",
        .enabled(if: Promtool.program != nil, "needs promtool, of Debian's package prometheus"))
    func metrics() async throws {
        let house = self.client.house
        for service in ["ingest", "aggregation", "alerting", "map-rendering", "portal"] {
            let instance = try #require(house.instances(of: service).first)
            let address = try #require(house.address(of: instance))
            let answer = try await HTTPClient.shared.execute(HTTPClientRequest(url: address + "/metrics"), timeout: .seconds(10))
            let text = Data(try await answer.body.collect(upTo: 8 << 20).readableBytesView)
            let (status, said) = try Promtool.check(text)
            #expect(status == 0 && said.isEmpty, "\(service): \(said)")
        }
        for path in ["/metrics", "//metrics", "/readyz"] { #expect(try await self.client.get(path).status == 404, "\(path)") }
    }
}

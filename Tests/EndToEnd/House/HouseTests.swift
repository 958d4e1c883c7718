import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import TestBench
import Testing

/// The tests that the house keeps itself running and gives nobody more than they need.
@Suite("The house", .serialized, .enabled(if: House.given != nil, Comment(rawValue: House.absence)))
struct HouseTests {
    private let house: House
    private let client: HouseClient

    init() throws {
        house = try House.required()
        client = HouseClient(house: house)
    }

    private static let services = ["ingest", "aggregation", "alerting", "map-rendering", "portal"]

    private func until(_ what: String, seconds: Double = 30, _ holds: () async throws -> Bool) async throws {
        let deadline = ContinuousClock.now + .seconds(seconds)
        while try await !holds() {
            try #require(.now < deadline, "\(what) did not come about within \(seconds) s")
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    // MARK: What is seen from outside

    @Test(
        "What is for those who run the house is not served at the edge",
        arguments: ["/metrics", "//metrics", "/./metrics", "/v1/../metrics", "/%6detrics", "/readyz", "//readyz", "//healthz", "/metrics/"])
    func hidden(path: String) async throws {
        // The path is sent as it stands, since a client would normalise it.
        let answer = try await raw("GET \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        #expect(!answer.hasPrefix("HTTP/1.1 200"), "\(answer.prefix(200))")
        #expect(!answer.contains("vigie_"))
    }

    private func raw(_ request: String) async throws -> String {
        let url = try #require(URL(string: house.url))
        let port = try #require(url.port)
        return try await Shell.run(
            "exec 3<>/dev/tcp/127.0.0.1/\(port); printf '%b' \"$0\" >&3; cat <&3", request.replacingOccurrences(of: "%", with: "\\x25")
        ).output
    }

    @Test("Each service and the edge tell of themselves on a port of their own")
    func operations() async throws {
        for instance in Self.services.flatMap({ house.instances(of: $0) }) + ["edge"] {
            let address = try #require(house.address(of: instance))
            for path in ["/metrics", "/readyz", "/healthz"] {
                let answer = try await HTTPClient.shared.execute(HTTPClientRequest(url: address + path), timeout: .seconds(5))
                #expect(answer.status == .ok, "\(instance) \(path)")
            }
        }
    }

    // MARK: Who may do what

    @Test(
        "As root, whatever serves runs as an account of its own, without a capability and without a way to one",
        .enabled(if: getuid() == 0, "not run as root: all runs as whoever started it"))
    func accounts() throws {
        let instances = Self.services.flatMap { house.instances(of: $0) } + ["edge"]
        let processes =
            try instances.map { ($0, try #require(house.process(of: $0), "\($0) is down")) }
            + ["postgres", "rabbitmq"].map { ($0, try #require(house.node($0), "\($0) is down")) }
        for (name, process) in processes {
            let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
            func value(_ key: String) -> [Substring] {
                status.split(separator: "\n").first { $0.hasPrefix(key + ":") }?.split(separator: "\t").dropFirst().map { $0 } ?? []
            }
            #expect(value("Uid").count == 4 && !value("Uid").contains("0"), "\(name) runs as root")
            for set in ["CapEff", "CapPrm", "CapInh", "CapAmb", "CapBnd"] {
                #expect(value(set) == ["0000000000000000"], "\(name) \(set)")
            }
            #expect(value("NoNewPrivs") == ["1"], "\(name)")
        }
    }

    @Test("Queues and logs of the broker, and secrets, are not for everybody to read")
    func readable() async throws {
        for folder in ["rabbitmq/data", "rabbitmq/log", "rabbitmq/home", "postgres/data", "postgres/log"] {
            let mode = try FileManager.default.attributesOfItem(atPath: house.folder.appendingPathComponent(folder).path)[.posixPermissions]
            #expect(mode as? Int == 0o700, "\(folder)")
        }
        let loose = try await Shell.run(
            "find \"$0\"/env \"$0\"/addresses \"$0\"/ports \"$0\"/settings \"$0\"/secrets/* \"$0\"/*/settings -perm /o=r", house.folder.path)
        #expect(loose.output.isEmpty && loose.status == 0)
    }

    // MARK: It keeps itself up

    @Test("An instance whose keeper died ends, and the next up starts one that is kept", .timeLimit(.minutes(3)))
    func keeperDied() async throws {
        let instance = try #require(house.instances(of: "aggregation").first)
        let orphan = try #require(house.process(of: instance))
        kill(try #require(house.keeper(of: instance)), SIGKILL)
        try await until("the orphan's end") { kill(orphan, 0) != 0 }
        try await house.up()
        let next = try #require(house.process(of: instance))
        #expect(next != orphan)
        // The keeper starts it again after it was killed.
        kill(next, SIGKILL)
        try await until("the next one's return") {
            guard let now = house.process(of: instance), now != next, let address = house.address(of: instance) else { return false }
            let answer = try? await HTTPClient.shared.execute(HTTPClientRequest(url: address + "/readyz"), timeout: .seconds(2))
            return answer?.status == .ok
        }
    }

    @Test("A database that cannot start at first is tried again until it can", .timeLimit(.minutes(3)))
    func nodeStartFails() async throws {
        let postmaster = try #require(house.node("postgres"))
        let port = try #require(URL(string: house.databaseURL)?.port)
        // A stranger holds its port for some seconds, so that the first starts fail.
        let squatter = """
            import os, signal, socket, time
            children = open("/proc/\(postmaster)/task/\(postmaster)/children").read().split()
            for process in [\(postmaster)] + [int(child) for child in children]:
                try: os.kill(process, signal.SIGKILL)
                except ProcessLookupError: pass
            taken = socket.socket()
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            for _ in range(200):
                try:
                    taken.bind(("127.0.0.1", \(port)))
                    break
                except OSError: time.sleep(0.02)
            taken.listen()
            time.sleep(5)
            """
        #expect(try await Shell.run("python3 -c \"$0\"", squatter).status == 0)
        try await until("the database's return", seconds: 60) {
            guard let now = house.node("postgres"), now != postmaster, kill(now, 0) == 0 else { return false }
            return (try? await house.database("ctl", "-c", "select 1")) != nil
        }
    }

    @Test("More Ingests and fewer again, under load and beside an open stream: no request fails, and all have their share", .timeLimit(.minutes(3)))
    func scale() async throws {
        // The ledger may just be coming back from another test, and each connection that was kept to it has to find that out.
        var inARow = 0
        _ = try await client.poll(seconds: 30) {
            inARow = try await client.get("/v1/declarations/\(UUID().uuidString.lowercased())").status == 404 ? inARow + 1 : 0
            return inARow
        } until: {
            $0 >= 40
        }
        let before = house.instances(of: "ingest").count
        let events = try await openStream()
        let failures = LockedFailures()
        let load = Task { [client] in
            while !Task.isCancelled {
                do {
                    let answer = try await client.get("/v1/declarations/\(UUID().uuidString.lowercased())")
                    if [404, 429].contains(answer.status) { await failures.succeed() } else { await failures.fail("\(answer.status)") }
                } catch {
                    if !Task.isCancelled { await failures.fail("\(error)") }
                }
                try? await Task.sleep(for: .milliseconds(10))
            }
        }
        defer { load.cancel() }
        let began = ContinuousClock.now
        try await house.up("--scale", "ingest=3")
        let instances = house.instances(of: "ingest")
        #expect(instances.count == 3)
        // All instances take their turn at the edge once their first check passed.
        try await Task.sleep(for: .seconds(2))
        var counts: [Double] = []
        for instance in instances { counts.append(-(try await answers(of: instance))) }
        for _ in 0..<300 { _ = try await client.get("/v1/declarations/\(UUID().uuidString.lowercased())") }
        for (index, instance) in instances.enumerated() { counts[index] += try await answers(of: instance) }
        let all = counts.reduce(0, +)
        #expect(all >= 300)
        #expect(counts.allSatisfy { abs($0 - all / 3) <= all * 0.05 }, "\(counts)")
        try await house.up("--scale", "ingest=\(before)")
        #expect(house.instances(of: "ingest").count == before)
        #expect(.now - began < .seconds(60), "it waited for the stream")
        load.cancel()
        await load.value
        let (done, failed) = await failures.tally
        #expect(failed.isEmpty, "\(failed.count) of \(done): \(failed.prefix(3))")
        #expect(done > 100)
        // The stream is still open, since its next heartbeat arrives.
        var pieces = events.body.makeAsyncIterator()
        #expect(try await pieces.next() != nil)
    }

    private func openStream() async throws -> HTTPClientResponse {
        var request = HTTPClientRequest(url: house.url + "/v1/events?department=00")
        request.headers.add(name: "Authorization", value: "Bearer \(house.apiKey)")
        let answer = try await HTTPClient.shared.execute(request, timeout: .seconds(120))
        try #require(answer.status == .ok)
        return answer
    }

    /// Returns the number of answers that an instance has given.
    private func answers(of instance: String) async throws -> Double {
        let address = try #require(house.address(of: instance))
        let answer = try await HTTPClient.shared.execute(HTTPClientRequest(url: address + "/metrics"), timeout: .seconds(5))
        let page = String(buffer: try await answer.body.collect(upTo: 4 << 20))
        return page.split(separator: "\n").filter { $0.hasPrefix("vigie_http_answers_total{") }
            .reduce(0) { $0 + (Double($1.split(separator: " ").last ?? "") ?? 0) }
    }

    // MARK: What is fetched

    @Test("A browser library with a wrong hash is not taken into the house")
    func libraries() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("libraries-\(UUID().uuidString.prefix(8))")
        defer { try? FileManager.default.removeItem(at: folder) }
        let told = try await Shell.run(
            """
            set -euo pipefail
            project=$(dirname "$0")
            export VIGIE_HOME=$1/house VIGIE_LIBRARIES=$1/libraries PIP_NO_INDEX=1
            mkdir -p "$VIGIE_HOME/logs" "$VIGIE_LIBRARIES"
            for name in maplibre-gl.js maplibre-gl.css; do echo 'alert(1)' >"$VIGIE_LIBRARIES/$name"; done
            for part in saying accounts secrets house programs; do . "$project/scripts/$part.sh"; done
            make_python() { false; }
            fetch_libraries
            [[ ! -e $VIGIE_HOME/libraries ]]
            """, house.script.path, folder.path)
        #expect(told.status == 0, "\(told.output)")
    }
}

/// The outcome of a load.
private actor LockedFailures {
    private var done = 0
    private var failed: [String] = []

    var tally: (done: Int, failed: [String]) { (self.done, self.failed) }

    func succeed() { self.done += 1 }
    func fail(_ why: String) { self.failed.append(why) }
}

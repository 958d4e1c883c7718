@testable import Messaging
import TestBench
import Testing
import Threading

/// Questions and answers by a real broker.
@Suite struct CallingTests {
    private func house() async throws -> String { try await PrivateRabbitMQ.shared.makeVirtualHost() }

    @Test("A request is answered: method, body, headers and status arrive")
    func answered() async throws {
        let url = try await self.house()
        try await withServer(
            url, queue: "vigie.rpc.test",
            handle: { request in
                RPCReply(.ok, body: Array("\(request.method) \(request.headers["who"] ?? "")".utf8) + request.body)
            }
        ) { _ in
            try await withClient(url) { client in
                let reply = try await client.call(queue: "vigie.rpc.test", method: "greet", body: [1, 2], headers: ["who": "Anne"])
                #expect(reply == RPCReply(.ok, body: Array("greet Anne".utf8) + [1, 2]))
            }
        }
    }

    @Test("Each status arrives, with its reason", arguments: RPCStatus.allCases)
    func statuses(status: RPCStatus) async throws {
        let url = try await self.house()
        try await withServer(url, queue: "s", handle: { _ in RPCReply(status, reason: "because") }) { _ in
            try await withClient(url) { client in
                let reply = try await client.call(queue: "s", method: "m", body: [])
                #expect(reply.status == status)
                #expect(reply.reason == (status == .ok ? "" : "because"))
            }
        }
    }

    @Test("Many at once: each caller gets its own reply")
    func many() async throws {
        let url = try await self.house()
        try await withServer(
            url, queue: "s",
            handle: { request in
                if request.body.first.map({ $0 % 7 == 0 }) == true { try? await Task.sleep(for: .milliseconds(5)) }
                return RPCReply(.ok, body: request.body)
            }
        ) { _ in
            try await withClient(url) { client in
                try await withThrowingTaskGroup { group in
                    for number in 0..<500 {
                        group.addTask {
                            let body = [UInt8(number % 256), UInt8(number / 256)]
                            let reply = try await client.call(queue: "s", method: "echo", body: body, timeout: .seconds(30))
                            #expect(reply.body == body)
                        }
                    }
                    try await group.waitForAll()
                }
            }
        }
    }

    @Test("Nobody listens: unavailable at once, not after the deadline")
    func nobody() async throws {
        let url = try await self.house()
        try await withClient(url) { client in
            let elapsed = await ContinuousClock().measure {
                #expect(await failure { _ = try await client.call(queue: "nobody", method: "m", body: [], timeout: .seconds(20)) } == .unavailable)
            }
            #expect(elapsed < .seconds(5))
        }
    }

    @Test("No reply in time: timed out at the deadline; the late reply is dropped and the next call is answered")
    func late() async throws {
        let url = try await self.house()
        let isLate = StopSignal(), isAnswered = StopSignal()
        try await withServer(
            url, queue: "s",
            handle: { request in
                if request.method == "slow" {
                    await isLate.wait()
                    isAnswered.stop()
                }
                return RPCReply(.ok, body: Array(request.method.utf8))
            }
        ) { _ in
            try await withClient(url) { client in
                let elapsed = await ContinuousClock().measure {
                    #expect(await failure { _ = try await client.call(queue: "s", method: "slow", body: [], timeout: .milliseconds(500)) } == .timedOut)
                }
                #expect(elapsed >= .milliseconds(500))
                isLate.stop()
                // The request may have expired in the queue when the machine is slow; else its reply is on its way now.
                for _ in 0..<50 where !isAnswered.isStopped { try await Task.sleep(for: .milliseconds(10)) }
                for _ in 0..<10 {
                    #expect(try await client.call(queue: "s", method: "quick", body: [], timeout: .seconds(10)).body == Array("quick".utf8))
                }
            }
        }
    }

    @Test("A request that waited longer than its caller is never treated")
    func expired() async throws {
        let url = try await self.house()
        let treated = Locked<[String]>([])
        try await withServer(
            url, queue: "s", concurrency: 1,
            handle: { request in
                treated.withLock { $0.append(request.method) }
                if request.method == "slow" { try? await Task.sleep(for: .milliseconds(700)) }
                return RPCReply(.ok, body: [])
            }
        ) { _ in
            try await withClient(url) { client in
                async let slow = client.call(queue: "s", method: "slow", body: [], timeout: .seconds(10))
                try await eventually { treated.withLock { $0 == ["slow"] } }
                #expect(await failure { _ = try await client.call(queue: "s", method: "impatient", body: [], timeout: .milliseconds(100)) } == .timedOut)
                _ = try await slow
                _ = try await client.call(queue: "s", method: "last", body: [], timeout: .seconds(10))
            }
        }
        #expect(treated.withLock { $0 } == ["slow", "last"])
    }

    @Test("No more are treated at once than the server's concurrency")
    func bounded() async throws {
        let url = try await self.house()
        let now = Locked(0), most = Locked(0)
        try await withServer(
            url, queue: "s", concurrency: 4,
            handle: { _ in
                let count = now.withLock {
                    $0 += 1; return $0
                }
                most.withLock { $0 = max($0, count) }
                try? await Task.sleep(for: .milliseconds(20))
                now.withLock { $0 -= 1 }
                return RPCReply(.ok, body: [])
            }
        ) { _ in
            try await withClient(url) { client in
                try await withThrowingTaskGroup { group in
                    for _ in 0..<40 { group.addTask { _ = try await client.call(queue: "s", method: "m", body: [], timeout: .seconds(30)) } }
                    try await group.waitForAll()
                }
            }
        }
        #expect(most.withLock { $0 } == 4)
    }

    @Test("A reply of 4 MiB arrives; a larger one becomes unavailable, with the reason")
    func large() async throws {
        let url = try await self.house()
        try await withServer(
            url, queue: "s",
            handle: { RPCReply(.ok, body: [UInt8](repeating: 7, count: RPCReply.limit + ($0.method == "more" ? 1 : 0))) }
        ) { _ in
            try await withClient(url) { client in
                #expect(try await client.call(queue: "s", method: "all", body: [], timeout: .seconds(20)).body.count == RPCReply.limit)
                let more = try await client.call(queue: "s", method: "more", body: [], timeout: .seconds(20))
                #expect(more.status == .unavailable)
                #expect(more.reason.contains("\(RPCReply.limit)"))
            }
        }
    }

    @Test("A queue of requests outlives a reconnect of its server, and dies ten seconds after its last one")
    func reconnect() async throws {
        let url = try await self.house()
        let host = String(url[url.index(after: url.lastIndex(of: "/") ?? url.startIndex)...])
        let broker = try await PrivateRabbitMQ.shared
        try await withClient(url) { client in
            try await withServer(url, queue: "s", handle: { _ in RPCReply(.ok, body: []) }) { _ in
                _ = try await client.call(queue: "s", method: "m", body: [], timeout: .seconds(10))
                try await broker.control(["close_all_connections", "--vhost", host, "drill"])
                try await eventually { await failure { _ = try await client.call(queue: "s", method: "m", body: [], timeout: .seconds(2)) } == nil }
            }
            try await eventually(within: .seconds(40)) {
                await failure { _ = try await client.call(queue: "s", method: "m", body: [], timeout: .seconds(2)) } == .unavailable
            }
        }
    }

    @Test("Too many calls under way: overloaded, at once; cancelled: no longer waiting")
    func limits() async throws {
        let url = try await self.house()
        let entered = Locked(false)
        try await withServer(
            url, queue: "s",
            handle: { _ in
                entered.withLock { $0 = true }
                try? await Task.sleep(for: .seconds(1))
                return RPCReply(.ok, body: [])
            }
        ) { _ in
            try await withClient(url, limit: 1) { client in
                let first = Task { try await client.call(queue: "s", method: "m", body: [], timeout: .seconds(20)) }
                try await eventually { entered.withLock { $0 } }
                #expect(await failure { _ = try await client.call(queue: "s", method: "m", body: []) } == .overloaded)
                first.cancel()
                #expect(await first.result.isFailure)
            }
        }
    }
}

extension Result {
    fileprivate var isFailure: Bool { if case .failure = self { true } else { false } }
}

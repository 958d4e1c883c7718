import Messaging
import TestBench
import Testing

/// Publishing to a real broker.
@Suite struct PublishingTests {
    private func house() async throws -> String {
        try await Letters.prepare(try await PrivateRabbitMQ.shared.makeVirtualHost())
    }

    @Test("What is confirmed can be taken out again, whole")
    func roundTrip() async throws {
        let url = try await self.house()
        let sent = OutgoingMessage(
            exchange: Letters.exchange, routingKey: "letter",
            properties: MessageProperties(
                messageID: "id", correlationID: "c", type: "Letter", expiration: .seconds(60), contentType: "text/plain",
                timestamp: 1_700_000_000, headers: ["a": "é", "b": ""]),
            body: (0..<200_000).map { UInt8(truncatingIfNeeded: $0) })
        try await withPublisher(url) { try await $0.publish(sent) }
        let (deliveries, continuation) = AsyncStream.makeStream(of: Delivery.self)
        try await withConsumer(url, .queue(Letters.queue), handle: { for one in $0 { continuation.yield(one) } }) { _ in
            let got = try #require(await deliveries.first { _ in true })
            #expect(got.body == sent.body)
            // The connection says whose it is; the broker lets nobody say another.
            var stamped = sent.properties
            stamped.userID = "vigiectl"
            #expect(got.properties == stamped)
            #expect(got.exchange == Letters.exchange)
            #expect(got.routingKey == "letter")
            #expect(!got.isRedelivered)
            #expect(got.deliveryCount == 0)
        }
    }

    @Test("Thousands at once, each confirmed, none lost, in one stream")
    func many() async throws {
        let url = try await self.house()
        let count = 5_000
        try await withPublisher(url) { publisher in
            let results = await publisher.publish(contentsOf: (0..<count).map { Letters.message($0) })
            #expect(results.count == count)
            #expect(results.allSatisfy { (try? $0.get()) != nil })
        }
        let got = Collected()
        try await withConsumer(url, .queue(Letters.queue), handle: { got.add($0.map(Letters.number)) }) { _ in
            try await eventually { got.all.count >= count }
        }
        #expect(got.set == Set(0..<count))
    }

    @Test("Unroutable: returned, and its neighbours are not")
    func unroutable() async throws {
        let url = try await self.house()
        try await withPublisher(url) { publisher in
            let results = await publisher.publish(contentsOf: (0..<300).map { Letters.message($0, key: $0 % 3 == 0 ? "nowhere" : "letter") })
            for (number, result) in results.enumerated() {
                switch result {
                case .success: #expect(number % 3 != 0)
                case .failure(let error):
                    #expect(error.code == .returned)
                    #expect(number % 3 == 0)
                }
            }
            #expect(await failure { try await publisher.publish(Letters.message(1)) } == nil)
        }
    }

    @Test("A full queue refuses; the message is not kept, and the connection goes on")
    func full() async throws {
        let url = try await self.house()
        let host = String(url[url.index(after: url.lastIndex(of: "/") ?? url.startIndex)...])
        let broker = try await PrivateRabbitMQ.shared
        try await broker.control([
            "set_policy", "-p", host, "full", "^\(Letters.queue)$", #"{"max-length":3,"overflow":"reject-publish"}"#, "--apply-to", "queues",
        ])
        try await withPublisher(url) { publisher in
            // A policy takes hold a moment later, and a quorum queue lets a few more in.
            try await eventually { await failure { try await publisher.publish(Letters.message(0)) } == .nacked }
            #expect(publisher.absence == nil)
            #expect(await failure { try await publisher.publish(Letters.message(1, key: "nowhere")) } == .returned)
        }
    }

    @Test("What is too large or misnamed is refused here, and costs nobody the connection")
    func refusedHere() async throws {
        let url = try await self.house()
        try await withPublisher(url) { publisher in
            var message = Letters.message(1)
            message.body = [UInt8](repeating: 0, count: (16 << 20) + 1)
            #expect(await failure { try await publisher.publish(message) } == .tooLarge)
            #expect(await failure { try await publisher.publish(Letters.message(1, key: String(repeating: "x", count: 256))) } == .invalid)
            #expect(await failure { try await publisher.publish(Letters.message(1)) } == nil)
        }
    }

    @Test("More than the limit under way: overloaded, at once")
    func overloaded() async throws {
        let url = try await self.house()
        var options = ConnectionOptions()
        options.publishLimit = 10
        try await withPublisher(url, options: options) { publisher in
            let results = await publisher.publish(contentsOf: (0..<2_000).map { Letters.message($0) })
            let codes = results.compactMap { result in if case .failure(let error) = result { error.code } else { nil } }
            #expect(codes.allSatisfy { $0 == .overloaded })
            #expect(results.count - codes.count >= 10)
        }
    }

    @Test("A missing exchange ends the connection, who waits is told, and the publisher comes back")
    func missingExchange() async throws {
        let url = try await self.house()
        try await withPublisher(url) { publisher in
            let lost = OutgoingMessage(exchange: "nowhere", routingKey: "k", body: [])
            #expect(await failure { try await publisher.publish(lost) } == .refused)
            try await eventually { await failure { try await publisher.publish(Letters.message(1)) } == nil }
        }
    }

    @Test("Before it runs, and after it stopped, it says that there is no connection")
    func notRunning() async throws {
        let publisher = ConfirmedPublisher(address: try BrokerAddress(url: try await self.house()), name: "idle", logger: silent)
        #expect(publisher.absence != nil)
        #expect(await failure { try await publisher.publish(Letters.message(1)) } == .connectionFailed)
        async let running: Void = publisher.run()
        try await eventually { publisher.absence == nil }
        publisher.stop()
        await running
        #expect(await failure { try await publisher.publish(Letters.message(1)) } == .connectionFailed)
    }

    @Test("The broker closes the connection in mid-stream: all are told, it reconnects, and nothing confirmed is lost")
    func closedByBroker() async throws {
        let url = try await self.house()
        let host = String(url[url.index(after: url.lastIndex(of: "/") ?? url.startIndex)...])
        let broker = try await PrivateRabbitMQ.shared
        let confirmed = Collected()
        try await withPublisher(url) { publisher in
            await withTaskGroup { group in
                for worker in 0..<8 {
                    group.addTask {
                        for number in 0..<150 {
                            // What a client does: the same again, until it is confirmed.
                            while await failure({ try await publisher.publish(Letters.message(worker * 1_000 + number)) }) != nil {
                                do { try await Task.sleep(for: .milliseconds(20)) } catch { return }
                            }
                            confirmed.add([worker * 1_000 + number])
                            try? await Task.sleep(for: .milliseconds(10))
                        }
                    }
                }
                group.addTask { _ = try? await broker.control(["close_all_connections", "--vhost", host, "drill"]) }
            }
        }
        let got = Collected()
        try await withConsumer(url, .queue(Letters.queue), handle: { got.add($0.map(Letters.number)) }) { _ in
            try await eventually { got.set.isSuperset(of: confirmed.all) }
        }
        #expect(confirmed.set.count == 8 * 150)
    }
}

@testable import Messaging
import Formats
import Testing

@Suite struct DeliveryBufferTests {
    private func delivery(_ tag: UInt64) -> Delivery {
        Delivery(
            exchange: "", routingKey: "", properties: MessageProperties(), isRedelivered: false, deliveryCount: 0, body: [], tag: tag)
    }

    @Test("A full batch comes at once, in order; the rest after its wait")
    func batches() async throws {
        let buffer = DeliveryBuffer(limits: BatchLimits(maximumCount: 3, maximumWait: .milliseconds(5)))
        for tag in 1...7 as ClosedRange<UInt64> { buffer.append(self.delivery(tag)) }
        #expect(await buffer.next()?.map(\.tag) == [1, 2, 3])
        #expect(await buffer.next()?.map(\.tag) == [4, 5, 6])
        #expect(await buffer.next()?.map(\.tag) == [7])
    }

    @Test("Who waits is woken by the first delivery")
    func wakes() async {
        let buffer = DeliveryBuffer(limits: BatchLimits(maximumCount: 3, maximumWait: .milliseconds(1)))
        async let batch = buffer.next()
        await Task.yield()
        buffer.append(self.delivery(1))
        #expect(await batch?.map(\.tag) == [1])
    }

    @Test("Nothing is handed out after the end: it will be delivered again on the next connection")
    func finished() async {
        let buffer = DeliveryBuffer(limits: BatchLimits())
        buffer.append(self.delivery(1))
        buffer.finish()
        #expect(await buffer.next() == nil)
        #expect(await buffer.next() == nil)
    }

    @Test("Who waits is woken by the end, and by cancellation")
    func ends() async {
        let buffer = DeliveryBuffer(limits: BatchLimits())
        async let ended = buffer.next()
        await Task.yield()
        buffer.finish()
        #expect(await ended == nil)

        let waiting = Task { await DeliveryBuffer(limits: BatchLimits()).next() }
        waiting.cancel()
        #expect(await waiting.value == nil)
    }

    @Test("Every delivery comes once, in order, whatever the batches", arguments: 0..<5)
    func property(seed: UInt64) async {
        var generator = SeededGenerator(seed: seed)
        let limits = BatchLimits(maximumCount: Int.random(in: 1...50, using: &generator), maximumWait: .milliseconds(1))
        let buffer = DeliveryBuffer(limits: limits)
        let feeder = Task { for tag in 1...2_000 as ClosedRange<UInt64> { buffer.append(self.delivery(tag)) } }
        var tags: [UInt64] = []
        while tags.count < 2_000, let batch = await buffer.next() {
            #expect(batch.count <= limits.maximumCount)
            tags += batch.map(\.tag)
        }
        #expect(tags == Array(1...2_000))
        await feeder.value
    }
}

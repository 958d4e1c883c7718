import Messaging
import TestBench
import Testing

/// How quick it is. Printed for whoever reads; what is asserted is only that all of it succeeded.
@Suite struct RateTests {
    @Test("Confirmed publishes of 64 callers, each awaiting its own before the next")
    func confirmedPublishes() async throws {
        let url = try await Letters.prepare(try await PrivateRabbitMQ.shared.makeVirtualHost())
        let callers = 64, each = 100
        let confirmed = Collected()
        try await withPublisher(url) { publisher in
            let elapsed = try await ContinuousClock().measure {
                try await withThrowingTaskGroup { group in
                    for caller in 0..<callers {
                        group.addTask {
                            for number in 0..<each { try await publisher.publish(Letters.message(caller * each + number)) }
                            confirmed.add([caller])
                        }
                    }
                    try await group.waitForAll()
                }
            }
            print("confirmed publishes per second, \(callers) callers: \(Int(Double(callers * each) / (elapsed / .seconds(1))))")
        }
        #expect(confirmed.set == Set(0..<callers))
    }
}

@testable import Messaging
import Testing

@Suite struct MessageLimitsTests {
    private func code(_ message: OutgoingMessage) -> MessagingError.Code? {
        do throws(MessagingError) {
            try MessageLimits.check(message)
            return nil
        } catch {
            return error.code
        }
    }

    private func message(
        exchange: String = "e", key: String = "k", _ properties: MessageProperties = MessageProperties(), body: Int = 1
    ) -> OutgoingMessage {
        OutgoingMessage(exchange: exchange, routingKey: key, properties: properties, body: [UInt8](repeating: 0, count: body))
    }

    @Test("What fits, fits to the last byte")
    func fits() {
        let name = String(repeating: "x", count: 255)
        #expect(self.code(self.message(exchange: name, key: name, MessageProperties(messageID: name, type: name), body: 16 << 20)) == nil)
        #expect(self.code(self.message(exchange: "", key: "", body: 0)) == nil)
    }

    @Test("A body beyond the limit")
    func body() { #expect(self.code(self.message(body: (16 << 20) + 1)) == .tooLarge) }

    @Test("Names are counted in bytes")
    func names() {
        let long = String(repeating: "é", count: 128)
        #expect(self.code(self.message(exchange: long)) == .invalid)
        #expect(self.code(self.message(key: long)) == .invalid)
        for property: WritableKeyPath<MessageProperties, String?> in [\.messageID, \.correlationID, \.replyTo, \.type, \.contentType] {
            var properties = MessageProperties()
            properties[keyPath: property] = long
            #expect(self.code(self.message(properties)) == .invalid)
        }
        #expect(self.code(self.message(MessageProperties(headers: [long: ""]))) == .invalid)
    }

    @Test("Headers that would not fit into a frame")
    func headers() {
        #expect(self.code(self.message(MessageProperties(headers: ["a": String(repeating: "x", count: 60_000)]))) == nil)
        #expect(self.code(self.message(MessageProperties(headers: ["a": String(repeating: "x", count: 66_000)]))) == .tooLarge)
    }

    @Test("Which failures are worth another try")
    func retriable() {
        for code: MessagingError.Code in [.refused, .protocolViolation, .tooLarge, .invalid] {
            #expect(!MessagingError(code, "").isRetriable)
        }
        for code: MessagingError.Code in [.connectionFailed, .connectionClosed, .returned, .nacked, .timedOut, .blocked, .overloaded, .unavailable] {
            #expect(MessagingError(code, "").isRetriable)
        }
    }
}

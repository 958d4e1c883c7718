@testable import Messaging
import Testing

@Suite struct ContentAssemblerTests {
    private let deliver = ContentAssembler.Method.deliver(tag: 7, exchange: "e", routingKey: "k", isRedelivered: true)
    private let properties = MessageProperties(messageID: "m")

    private func body(_ bytes: [UInt8], into assembler: inout ContentAssembler) throws(MessagingError) -> ContentAssembler.Content? {
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
        defer { copy.deallocate() }
        copy.copyBytes(from: bytes)
        return try assembler.body(UnsafeRawBufferPointer(copy))
    }

    @Test("A message in three pieces")
    func pieces() throws {
        var assembler = ContentAssembler()
        try assembler.method(self.deliver)
        #expect(try assembler.header(self.properties, deliveryCount: 2, size: 5) == nil)
        #expect(try self.body([1, 2], into: &assembler) == nil)
        #expect(try self.body([], into: &assembler) == nil)
        let content = try #require(try self.body([3, 4, 5], into: &assembler))
        #expect(content == ContentAssembler.Content(method: self.deliver, properties: self.properties, deliveryCount: 2, body: [1, 2, 3, 4, 5]))
        #expect(throws: Never.self) { try assembler.method(self.deliver) }
    }

    @Test("A message without a body is whole with its header")
    func empty() throws {
        var assembler = ContentAssembler()
        try assembler.method(.returned(reason: "NO_ROUTE", exchange: "e", routingKey: "k"))
        let content = try assembler.header(self.properties, deliveryCount: 0, size: 0)
        #expect(content?.method == .returned(reason: "NO_ROUTE", exchange: "e", routingKey: "k"))
        #expect(content?.body == [])
    }

    @Test("Frames out of order are the broker's fault, never ours")
    func violations() throws {
        var assembler = ContentAssembler()
        #expect(code { _ = try assembler.header(self.properties, deliveryCount: 0, size: 1) } == .protocolViolation)
        #expect(code { _ = try self.body([1], into: &assembler) } == .protocolViolation)
        try assembler.method(self.deliver)
        #expect(code { try assembler.method(self.deliver) } == .protocolViolation)
        #expect(code { _ = try self.body([1], into: &assembler) } == .protocolViolation)
        _ = try assembler.header(self.properties, deliveryCount: 0, size: 1)
        #expect(code { _ = try assembler.header(self.properties, deliveryCount: 0, size: 1) } == .protocolViolation)
        #expect(code { _ = try self.body([1, 2], into: &assembler) } == .protocolViolation)
    }

    @Test("A size beyond the limit is refused before memory is taken", arguments: [UInt64(11), 1 << 40, .max])
    func tooLarge(size: UInt64) throws {
        var assembler = ContentAssembler(limit: 10)
        try assembler.method(self.deliver)
        #expect(code { _ = try assembler.header(self.properties, deliveryCount: 0, size: size) } == .tooLarge)
    }

    private func code(_ body: () throws -> Void) -> MessagingError.Code? {
        #expect(throws: MessagingError.self) { try body() }?.code
    }
}

public import SwiftProtobuf

/// Turns messages into bytes and back.
public enum Wire {
    /// Encodes a message.
    ///
    /// - Throws: `ContractError` when the message cannot be written; one made by this module always can.
    public static func encode(_ message: some Message) throws(ContractError) -> [UInt8] {
        do {
            return try message.serializedBytes()
        } catch {
            throw ContractError(message: type(of: message).protoMessageName, reason: "cannot be encoded: \(error)")
        }
    }

    /// Decodes a message. Unknown fields are kept; nesting is limited to 100 levels.
    ///
    /// - Throws: `ContractError` for bytes that are not such a message.
    public static func decode<Wanted: Message>(_ type: Wanted.Type = Wanted.self, from bytes: [UInt8]) throws(ContractError) -> Wanted {
        do {
            return try Wanted(serializedBytes: bytes)
        } catch {
            throw ContractError(message: Wanted.protoMessageName, reason: "the bytes are not such a message (\(error))")
        }
    }
}

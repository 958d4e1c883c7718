import Foundation
import HTTPTypes
import Hummingbird
import Runtime
import Web

/// The fields of a form as a browser sends it (`application/x-www-form-urlencoded`). No form of ours has a field twice.
struct FormFields: Sendable {
    static let type = "application/x-www-form-urlencoded"
    /// A form's body holds no more bytes.
    static let bodyLimit = 16 << 10

    private let values: [String: String]

    /// - Throws: `Problem`: 415 for another type, 413 for more than any form of ours sends, 400 for what is no form.
    init(_ request: Request) async throws {
        self.values = try Self.read(try await Body.read(request, types: [Self.type], atMost: Self.bodyLimit))
    }

    /// What a field holds; nothing where there is none, or nothing in it.
    func text(_ name: String) -> String? { self.values[name].flatMap { $0.isEmpty ? nil : $0 } }

    /// The fields of a body.
    ///
    /// - Throws: `Problem`, 400.
    static func read(_ bytes: [UInt8]) throws(Problem) -> [String: String] {
        guard let body = String(validating: bytes, as: UTF8.self) else { throw .malformed("the form is not in UTF-8") }
        var values: [String: String] = [:]
        for pair in body.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decode(parts[0]), let value = parts.count == 2 ? Self.decode(parts[1]) : "" else {
                throw .malformed("the form is not encoded as forms are")
            }
            guard values.updateValue(value, forKey: name) == nil else { throw .malformed("the form has a field twice") }
        }
        return values
    }

    private static func decode(_ text: Substring) -> String? { text.replacing("+", with: " ").removingPercentEncoding }
}

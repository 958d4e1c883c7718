import Foundation
import HTTPTypes
import Hummingbird
import Runtime
import Web

/// The fields of a form as a browser sends it (`application/x-www-form-urlencoded`). No form of Portal has a field twice.
struct FormFields: Sendable {
    static let type = "application/x-www-form-urlencoded"
    /// The most bytes of a form's body.
    static let bodyLimit = 16 << 10

    private let values: [String: String]

    /// Reads the form in a request's body.
    ///
    /// - Throws: `Problem`: 415 for another type, 413 for more than any form of ours sends, 400 for what is no form.
    init(_ request: Request) async throws {
        self.values = try Self.read(try await Body.read(request, types: [Self.type], atMost: Self.bodyLimit))
    }

    /// Returns a field's value; `nil` where the field is missing or empty.
    func text(_ name: String) -> String? { self.values[name].flatMap { $0.isEmpty ? nil : $0 } }

    /// Reads the fields of a body.
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

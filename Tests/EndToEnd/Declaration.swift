import Foundation

/// A declaration as a client sends it.
struct Declaration: Codable, Sendable {
    var id = UUID().uuidString.lowercased()
    var revision = 1
    var commune: String
    var occurredOn: String
    var place: String? = "home"
    var cause: String? = "other"
    var deaths = 1
    var withdrawn: Bool?
    var reason: String?

    /// Returns the declaration as JSON text.
    var json: String {
        get throws { String(decoding: try JSONEncoder().encode(self), as: UTF8.self) }
    }
}

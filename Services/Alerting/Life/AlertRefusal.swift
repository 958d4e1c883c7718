/// Why something cannot be done to an alert as it stands.
struct AlertRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

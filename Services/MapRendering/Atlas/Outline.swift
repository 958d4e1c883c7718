import Cartography

/// Where a department lies, whether or not Vigie watches it.
struct Outline: Sendable {
    let name: String
    let shape: Shape
}

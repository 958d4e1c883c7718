/// One commune or department as a contour file gives it.
public struct GeoJSONFeature: Hashable, Sendable {
    /// Its properties, `code` and `nom` among them in the official files. Nested ones are left out.
    public let properties: [String: GeoJSONValue]
    /// Its surface; nil where the file has none.
    public let shape: Shape?
    /// The byte that the feature begins at, for messages.
    public let offset: Int

    /// A property that is text. A code that the file writes as a number is no text: `01001` would have lost its zero.
    public func text(_ name: String) -> String? {
        if case .text(let text)? = self.properties[name] { text } else { nil }
    }

    /// A property that is a whole number, or text that spells one.
    public func integer(_ name: String) -> Int? {
        switch self.properties[name] {
        case .number(let number): Int(exactly: number)
        case .text(let text): Int(text)
        default: nil
        }
    }
}

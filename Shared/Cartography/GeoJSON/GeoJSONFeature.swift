/// One commune or department as a contour file gives it.
public struct GeoJSONFeature: Hashable, Sendable {
    /// The feature's properties, `code` and `nom` among them in the official files. Nested ones are left out.
    public let properties: [String: GeoJSONValue]
    /// The feature's surface; `nil` where the file has none.
    public let shape: Shape?
    /// The byte at which the feature begins, for messages.
    public let offset: Int

    /// Returns a property that is a text.
    public func text(_ name: String) -> String? {
        if case .text(let text)? = self.properties[name] { text } else { nil }
    }

    /// Returns a property that is a code: a text, or the whole number that a map tool made of it. `01001` has lost its zero then, which the
    /// caller must put back.
    public func code(_ name: String) -> String? {
        switch self.properties[name] {
        case .text(let text) where !text.isEmpty: text
        case .number(let number): Int(exactly: number).map { String($0) }
        default: nil
        }
    }

    /// Returns a property that is a whole number, or a text that spells one.
    public func integer(_ name: String) -> Int? {
        switch self.properties[name] {
        case .number(let number): Int(exactly: number)
        case .text(let text): Int(text)
        default: nil
        }
    }
}

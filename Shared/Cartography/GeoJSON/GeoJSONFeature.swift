/// One commune or department as a contour file gives it.
public struct GeoJSONFeature: Hashable, Sendable {
    /// Its properties, `code` and `nom` among them in the official files. Nested ones are left out.
    public let properties: [String: GeoJSONValue]
    /// Its surface; nil where the file has none.
    public let shape: Shape?
    /// The byte that the feature begins at, for messages.
    public let offset: Int

    /// A property that is text.
    public func text(_ name: String) -> String? {
        if case .text(let text)? = self.properties[name] { text } else { nil }
    }

    /// A property that is a code: text, or the whole number that a map tool made of it; `01001` has then lost its zero, which is
    /// for the reader to put back.
    public func code(_ name: String) -> String? {
        switch self.properties[name] {
        case .text(let text) where !text.isEmpty: text
        case .number(let number): Int(exactly: number).map { String($0) }
        default: nil
        }
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

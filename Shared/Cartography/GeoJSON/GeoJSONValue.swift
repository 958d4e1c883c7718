/// The value of a feature's property.
public enum GeoJSONValue: Hashable, Sendable {
    case text(String)
    case number(Double)
    case bool(Bool)
    case null
}

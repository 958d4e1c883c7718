/// A column of a result, by its name or its place from zero; both can be written as literals.
public enum ColumnKey: Sendable, Hashable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, CustomStringConvertible {
    case name(String)
    case index(Int)

    /// Names a column by its name in the result.
    public init(stringLiteral value: String) { self = .name(value) }
    /// Names a column by its place in the result, from zero.
    public init(integerLiteral value: Int) { self = .index(value) }

    /// The name in quotes, or the place, as errors tell it.
    public var description: String {
        switch self {
        case .name(let name): "\"\(name)\""
        case .index(let index): "\(index)"
        }
    }
}

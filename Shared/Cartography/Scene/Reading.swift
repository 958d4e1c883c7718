public import Mortality

/// What a map knows of an area. That nothing was declared is not a zero.
public enum Reading: Hashable, Sendable {
    /// Nobody has declared anything.
    case silent
    /// Declared, but the indicator means nothing here: nobody lives there, or nothing is known of other years.
    case undefined
    /// Vigie does not watch here, or the reader may not see it.
    case unwatched
    case value(Double)
    case level(Level)
}

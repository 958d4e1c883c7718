import Mortality

/// The instants that a message may carry: from 1970 to the end of the calendar. What lies outside is no instant of anybody's work, and
/// arithmetic on it would overflow.
public enum InstantBounds {
    /// From 1 January 1970 to the last microsecond of 31 December 2200, in microseconds since 1970, UTC.
    public static let microseconds: Range<Int64> = 0..<(Int64(CivilDay.last.daysSinceEpoch) + 1) * 86_400_000_000
}

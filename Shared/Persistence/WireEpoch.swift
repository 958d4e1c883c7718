/// Converts between PostgreSQL's days and microseconds, which count from 2000-01-01, and Vigie's, which count from 1970-01-01.
enum WireEpoch {
    static let days: Int32 = 10_957
    static let microseconds: Int64 = 946_684_800_000_000
}

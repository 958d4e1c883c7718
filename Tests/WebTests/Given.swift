import HTTPTypes
import Hummingbird
import Logging
import Mortality
import Runtime

/// What the tests of the door begin with.
enum Given {
    static let quiet = Logger(label: "web") { _ in SwiftLogNoOpLogHandler() }
    static let noon = Instant(microseconds: 1_585_742_400_000_000)
    static let clock = ZoneClock(now: { Given.noon })

    static func record(_ key: APIKey, _ reach: KeyRecord.Reach = .all, rate: Int? = nil) -> KeyRecord {
        KeyRecord(id: key.id, hash: key.hash, reach: reach, mayRead: true, mayWrite: false, mayBackdate: false, ratePerSecond: rate)
    }

    static func headers(_ key: APIKey? = nil, from address: String? = nil, _ others: HTTPFields = [:]) -> HTTPFields {
        var headers = others
        if let key { headers[.authorization] = "Bearer \(key.text)" }
        if let address, let name = HTTPField.Name("X-Forwarded-For") { headers[name] = address }
        return headers
    }
}

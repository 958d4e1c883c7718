public import Mortality

/// One running instance of a service, as it told of itself last.
public struct ServiceInstance: Hashable, Sendable {
    /// The instance's name among all, such as `ingest-1`.
    public let name: String
    /// The name of the service that it is an instance of.
    public let service: String
    /// Whether it could answer when it told of itself last.
    public let isReady: Bool
    /// Why it is not ready; `nil` where it is.
    public let reason: String?
    /// Since when it has been ready, or not.
    public let since: Instant
    /// When it told of itself last, by the database's clock.
    public let seenAt: Instant
    /// Whether it has said nothing for more than twenty seconds: it does not run any more, or cannot reach the database.
    public let isSilent: Bool

    /// Makes an instance of the values of a row.
    public init(
        name: String, service: String, isReady: Bool, reason: String? = nil, since: Instant, seenAt: Instant, isSilent: Bool = false
    ) {
        self.name = name
        self.service = service
        self.isReady = isReady
        self.reason = reason
        self.since = since
        self.seenAt = seenAt
        self.isSilent = isSilent
    }
}

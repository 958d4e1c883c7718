/// The limits that every connection of a pool lives under. None of them is infinite by default.
public struct DatabaseOptions: Sendable {
    /// How long opening a connection may take.
    public var connectTimeout: Duration = .seconds(5)
    /// How long one statement may run on the server; the client gives it ``grace`` more before it drops the connection.
    public var statementTimeout: Duration = .seconds(10)
    /// How long a statement may wait for a lock.
    public var lockTimeout: Duration = .seconds(5)
    /// How long a transaction may sit idle before the server ends it.
    public var idleInTransactionTimeout: Duration = .seconds(15)
    /// How long sent bytes may stay unacknowledged before the kernel drops the connection.
    public var tcpUserTimeout: Duration = .seconds(10)
    /// How long a caller waits for a free connection.
    public var acquireTimeout: Duration = .seconds(5)
    /// How many callers may wait for a connection; more are refused at once.
    public var maximumWaiters = 1_000
    /// How many prepared statements a connection keeps.
    public var preparedStatements = 128
    /// What the client waits beyond the server's own time-out before it calls the connection lost.
    public var grace: Duration = .seconds(5)

    /// Makes the limits that Vigie's services use.
    public init() {}

    /// These options with another statement time-out.
    public func statementTimeout(_ timeout: Duration) -> Self {
        var copy = self
        copy.statementTimeout = timeout
        return copy
    }

    /// The statements that put the server-side limits on a fresh connection.
    var sessionSetup: String {
        """
        SET statement_timeout = \(self.statementTimeout.wholeMilliseconds);
        SET lock_timeout = \(self.lockTimeout.wholeMilliseconds);
        SET idle_in_transaction_session_timeout = \(self.idleInTransactionTimeout.wholeMilliseconds);
        SET client_connection_check_interval = 5000;
        SET timezone = 'UTC';
        SET client_min_messages = warning
        """
    }

    /// When the client stops waiting for a statement that starts now.
    var statementDeadline: ContinuousClock.Instant? {
        self.statementTimeout == .zero ? nil : .now + self.statementTimeout + self.grace
    }
}

extension Duration {
    /// The duration in whole milliseconds, rounded towards zero, not negative, and no more than a server setting can hold.
    var wholeMilliseconds: Int64 {
        let (seconds, attoseconds) = self.components
        let limit: Int64 = 2_147_483_647
        guard seconds < limit / 1_000 else { return limit }
        return Swift.max(0, seconds * 1_000 + attoseconds / 1_000_000_000_000_000)
    }
}

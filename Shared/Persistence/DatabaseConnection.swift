import CPostgreSQL
import Glibc
import Threading

/// A connection to PostgreSQL. Every libpq call happens on the connection's own thread, where it may block.
///
/// It is opened once; when it fails, or when a statement on it is cancelled, it is dropped and another takes its place.
actor DatabaseConnection {
    /// Owns the C handle, and frees it once.
    private final class Handle {
        let raw: OpaquePointer
        init(_ raw: OpaquePointer) { self.raw = raw }
        deinit { PQfinish(self.raw) }
    }

    private let thread: ConnectionThread
    nonisolated var unownedExecutor: UnownedSerialExecutor { self.thread.asUnownedSerialExecutor() }

    private let options: DatabaseOptions
    private var handle: Handle?
    private let canceller = Locked<StatementCanceller?>(nil)
    private var statements: StatementCache
    private var parameters = ParameterBuffer()
    private var settingParameters = ParameterBuffer()

    init(thread: ConnectionThread, options: DatabaseOptions) {
        self.thread = thread
        self.options = options
        // A statement and the setting that it runs under stand side by side.
        self.statements = StatementCache(capacity: Swift.max(2, options.preparedStatements))
    }

    deinit { self.thread.stop() }

    /// Connects, and puts the session's limits in place.
    func open(_ address: DatabaseAddress, name: String) throws(DatabaseError) {
        let deadline = ContinuousClock.now + self.options.connectTimeout
        let handle = Handle(try ConnectionStart.begin(address, name: name, options: self.options))
        try ConnectionStart.finish(handle.raw, until: deadline)
        guard let canceller = StatementCanceller(handle.raw), PQsetnonblocking(handle.raw, 1) == 0 else {
            throw DatabaseError(.connectionFailed, "out of memory")
        }
        self.handle = handle
        self.canceller.withLock { $0 = canceller }
        do {
            _ = try self.run(script: self.options.sessionSetup)
        } catch {
            self.close()
            throw DatabaseError(.connectionFailed, error.message, sqlState: error.sqlState)
        }
    }

    /// Says goodbye to the server and frees the handle.
    func close() {
        self.handle = nil
        self.canceller.withLock { $0 = nil }
    }

    /// Whether the connection can take another statement. A connection that died while idle is found out here.
    func isUsable() -> Bool {
        guard let raw = self.handle?.raw, PQstatus(raw) == CONNECTION_OK, PQtransactionStatus(raw) == PQTRANS_IDLE,
            self.canceller.withLock({ $0?.isRequested == false })
        else { return false }
        // Nothing should arrive on an idle connection: what does is a farewell.
        guard SocketWait.isReadable(PQsocket(raw)) else { return true }
        return PQconsumeInput(raw) == 1 && PQstatus(raw) == CONNECTION_OK && !SocketWait.isReadable(PQsocket(raw))
    }

    // MARK: Running

    /// Runs one prepared statement. Cancelling the task cancels the statement on the server, unless `isShielded`.
    nonisolated func run(_ sql: String, _ values: [SQLValue] = [], isShielded: Bool = false) async throws(DatabaseError) -> Rows {
        try await self.cancellable(isShielded) { connection throws(DatabaseError) in try connection.runPrepared(sql, values) }
    }

    /// Runs one prepared statement under a setting that ends with it.
    nonisolated func run(_ sql: String, _ values: [SQLValue], under setting: LocalSetting) async throws(DatabaseError) -> Rows {
        try await self.cancellable(false) { connection throws(DatabaseError) in try connection.runPrepared(sql, values, under: setting) }
    }

    /// Runs statements without parameters, separated by semicolons; several are one transaction.
    nonisolated func run(script: String, isShielded: Bool) async throws(DatabaseError) -> Rows {
        try await self.cancellable(isShielded) { connection throws(DatabaseError) in try connection.run(script: script) }
    }

    /// Commits, and tells whether it did: a transaction in which a statement failed is rolled back instead. It is never cancelled, since
    /// nobody would know the outcome.
    func commit() throws(DatabaseError) -> Bool {
        let hasFailed = self.handle.map { PQtransactionStatus($0.raw) == PQTRANS_INERROR } ?? false
        _ = try self.run(script: "COMMIT")
        return !hasFailed
    }

    private nonisolated func cancellable(
        _ isShielded: Bool, _ body: @Sendable (isolated DatabaseConnection) throws(DatabaseError) -> Rows
    ) async throws(DatabaseError) -> Rows {
        if isShielded { return try await self.perform(body).get() }
        guard !Task.isCancelled else { throw DatabaseError(.cancelled, "cancelled before the statement began") }
        return try await withTaskCancellationHandler {
            await self.perform(body)
        } onCancel: {
            self.canceller.withLock { $0 }?.cancel()
        }.get()
    }

    private func perform(
        _ body: @Sendable (isolated DatabaseConnection) throws(DatabaseError) -> Rows
    ) -> Result<Rows, DatabaseError> {
        do throws(DatabaseError) { return .success(try body(self)) } catch { return .failure(error) }
    }

    private func runPrepared(_ sql: String, _ values: [SQLValue]) throws(DatabaseError) -> Rows {
        try self.parameters.fill(values)
        return try self.exchange { exchange throws(DatabaseError) in
            let name = try self.prepare(sql, self.parameters.types, exchange)
            return try exchange.send { self.parameters.sendPrepared($0, name) }
        }
    }

    private func runPrepared(_ sql: String, _ values: [SQLValue], under setting: LocalSetting) throws(DatabaseError) -> Rows {
        try self.settingParameters.fill(setting.parameters)
        try self.parameters.fill(values)
        return try self.exchange { exchange throws(DatabaseError) in
            let names = [
                try self.prepare(LocalSetting.sql, self.settingParameters.types, exchange), try self.prepare(sql, self.parameters.types, exchange),
            ]
            return try exchange.sendTogether([
                { self.settingParameters.sendPrepared($0, names[0]) }, { self.parameters.sendPrepared($0, names[1]) },
            ])
        }
    }

    /// Returns the name under which this connection has prepared a statement, and prepares it where it has not.
    private func prepare(_ sql: String, _ types: [UInt32], _ exchange: StatementExchange) throws(DatabaseError) -> String {
        let key = StatementCache.Key(sql: sql, types: types)
        guard !sql.utf8.contains(0) else { throw DatabaseError(.invalidValue, "SQL with a NUL character") }
        switch self.statements.step(for: key) {
        case .use(let prepared): return prepared
        case .prepare(let fresh, let dropped):
            if let dropped {
                _ = try exchange.send { PQsendQuery($0, "DEALLOCATE \(dropped)") }
            }
            _ = try exchange.send { PQsendPrepare($0, fresh, sql, Int32(types.count), types) }
            self.statements.prepared(key, as: fresh)
            return fresh
        }
    }

    private func run(script: String) throws(DatabaseError) -> Rows {
        guard !script.utf8.contains(0) else { throw DatabaseError(.invalidValue, "SQL with a NUL character") }
        return try self.exchange { exchange throws(DatabaseError) in try exchange.send { PQsendQuery($0, script) } }
    }

    /// Runs `body` as the one statement in progress, and drops the connection when it can no longer be trusted.
    private func exchange(
        _ body: (StatementExchange) throws(DatabaseError) -> Rows
    ) throws(DatabaseError) -> Rows {
        guard let handle = self.handle, let canceller = self.canceller.withLock({ $0 }) else {
            throw DatabaseError(.connectionLost, "the connection is closed")
        }
        guard !canceller.isRequested else { throw DatabaseError(.cancelled, "an earlier statement of this connection was cancelled") }
        canceller.statementBegins()
        defer { canceller.statementEnds() }
        do {
            return try body(StatementExchange(raw: handle.raw, deadline: self.options.statementDeadline, canceller: canceller))
        } catch {
            if PQstatus(handle.raw) != CONNECTION_OK || error.code == .connectionLost { self.close() }
            if error.sqlState == "57014", canceller.isRequested {
                throw DatabaseError(.cancelled, error.message, sqlState: error.sqlState)
            }
            throw error
        }
    }
}

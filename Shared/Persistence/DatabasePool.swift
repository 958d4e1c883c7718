public import Logging
import Threading

/// A few connections to one database, opened as needed and shared by all who ask.
///
/// It works without ``run()``; a service runs it as well, so that the connection is there before the first caller,
/// comes back by itself after an outage, and is closed at the end.
public final class DatabasePool: Sendable {
    typealias Waiter = CheckedContinuation<Result<PoolGrant<DatabaseConnection>, DatabaseError>, Never>

    let address: DatabaseAddress
    let name: String
    let options: DatabaseOptions
    let logger: Logger
    let ledger: Locked<PoolLedger<DatabaseConnection, Waiter>>
    private let gate = Locked(ReconnectGate())
    private let threads = Locked(0)

    /// Makes a pool that opens its connections when they are needed.
    ///
    /// - Parameters:
    ///   - name: what the server shows as `application_name`.
    public init(
        address: DatabaseAddress, size: Int = 4, name: String, options: DatabaseOptions = DatabaseOptions(), logger: Logger
    ) {
        self.address = address
        self.name = name
        self.options = options
        self.logger = logger
        self.ledger = Locked(PoolLedger(size: size, maximumWaiters: options.maximumWaiters))
    }

    // MARK: Statements

    /// Runs one statement on its own and answers its rows. Cancelling the task cancels the statement.
    public func query(_ sql: String, _ parameters: [SQLValue] = []) async throws(DatabaseError) -> Rows {
        let connection = try await self.acquire()
        do {
            let rows = try await connection.run(sql, parameters)
            await self.release(connection)
            return rows
        } catch {
            await self.release(connection)
            throw error
        }
    }

    /// Runs one statement on its own and answers how many rows it touched.
    @discardableResult
    public func execute(_ sql: String, _ parameters: [SQLValue] = []) async throws(DatabaseError) -> Int {
        try await self.query(sql, parameters).affected
    }

    // MARK: Health

    /// Tells whether PostgreSQL answers now. It asks even when the last attempts to connect failed. Connections that are all at work are no
    /// sign that it is away.
    public func isReachable() async -> Bool {
        do throws(DatabaseError) {
            let connection = try await self.acquire(passingGate: true)
            let answers = (try? await connection.run("SELECT 1"))?.count == 1
            await self.release(connection)
            return answers
        } catch {
            return error.code == .poolExhausted
        }
    }

    /// Makes sure that a commit survives a crash of the server, and throws ``DatabaseError/Code/notDurable`` otherwise.
    public func assertDurable() async throws(DatabaseError) {
        let setting = try await self.query("SELECT current_setting('synchronous_commit')").one().text(0)
        guard setting == "on" || setting == "remote_apply" else {
            throw DatabaseError(.notDurable, "synchronous_commit is \(setting): a crash would lose what was acknowledged; set it to on")
        }
    }

    // MARK: Connections

    /// Takes a connection that works: a free one, or a new one.
    func acquire(passingGate: Bool = false) async throws(DatabaseError) -> DatabaseConnection {
        switch try await self.grant() {
        case .use(let connection):
            if await connection.isUsable() { return connection }
            await connection.close()
            // The place in the pool is still ours.
            return try await self.open(passingGate: passingGate)
        case .open:
            return try await self.open(passingGate: passingGate)
        }
    }

    /// Gives a connection back; one that broke or was cancelled is dropped.
    func release(_ connection: DatabaseConnection) async {
        guard await connection.isUsable() else { return await self.drop(connection) }
        let (waiter, isKept) = self.ledger.withLock { $0.giveBack(connection) }
        if !isKept { await connection.close() }
        waiter?.resume(returning: .success(.use(connection)))
    }

    /// Closes a connection for good and frees its place.
    func drop(_ connection: DatabaseConnection) async {
        await connection.close()
        self.placeIsFree()
    }

    private func placeIsFree() {
        let waiter = self.ledger.withLock { $0.lost() }
        waiter?.resume(returning: .success(.open))
    }

    private func open(passingGate: Bool) async throws(DatabaseError) -> DatabaseConnection {
        do throws(DatabaseError) {
            if !passingGate, let pause = self.gate.withLock({ $0.pause(at: .now) }) {
                throw DatabaseError(.connectionFailed, "PostgreSQL is away; the next attempt is due in \(pause.wholeMilliseconds) ms")
            }
            return try await self.connect()
        } catch {
            self.placeIsFree()
            throw error
        }
    }

    private func connect() async throws(DatabaseError) -> DatabaseConnection {
        let number = self.threads.withLock { count in
            count += 1
            return count
        }
        let thread: ConnectionThread
        do { thread = try ConnectionThread(name: "database-\(number)") } catch {
            throw DatabaseError(.connectionFailed, "no thread for a connection: \(error)")
        }
        let connection = DatabaseConnection(thread: thread, options: self.options)
        do {
            try await connection.open(self.address, name: self.name)
        } catch {
            self.gate.withLock { $0.failed(at: .now, jitter: .random(in: 0..<1)) }
            throw error
        }
        self.gate.withLock { $0.succeeded() }
        return connection
    }
}

import CPostgreSQL
import Glibc

/// One request and all of its answer, over a connection in non-blocking mode, within a deadline.
struct StatementExchange {
    let raw: OpaquePointer
    /// When the connection is given up; `nil` for never.
    var deadline: ContinuousClock.Instant?
    let canceller: StatementCanceller

    /// How often a wait looks whether it was cancelled, and how long a cancelled statement may take to end.
    private static let glance = Duration.milliseconds(200)
    private static let cancellationGrace = Duration.seconds(2)

    /// Sends by `request`, which answers 1 for success, and collects the last result of what it asked for.
    func send(_ request: (OpaquePointer) -> Int32) throws(DatabaseError) -> Rows {
        guard request(self.raw) == 1 else { throw self.broken }
        try self.flush()
        var rows = Rows.none
        var failure: DatabaseError?
        while true {
            try self.awaitResult(after: failure)
            guard let result = PQgetResult(self.raw) else { break }
            defer { PQclear(result) }
            switch PQresultStatus(result) {
            case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: rows = Rows(copying: result)
            case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
                // Leaving COPY takes a conversation that nobody here has: the connection goes.
                throw DatabaseError(.connectionLost, "COPY is not spoken here; pass arrays to unnest")
            default: failure = failure ?? Self.failure(result)
            }
        }
        if let failure { throw failure }
        guard PQstatus(self.raw) == CONNECTION_OK else { throw self.broken }
        return rows
    }

    /// Waits until the next result, or its absence, is there to be taken. A connection that breaks after a failure breaks of it.
    func awaitResult(after failure: DatabaseError? = nil) throws(DatabaseError) {
        while PQisBusy(self.raw) == 1 {
            try self.wait(writing: false)
            guard PQconsumeInput(self.raw) == 1 else { throw failure ?? self.broken }
        }
    }

    func flush() throws(DatabaseError) {
        while true {
            switch PQflush(self.raw) {
            case 0: return
            case 1:
                try self.wait(writing: true)
                // The server may be waiting for us to read before it reads on.
                if SocketWait.isReadable(PQsocket(self.raw)), PQconsumeInput(self.raw) != 1 { throw self.broken }
            default: throw self.broken
            }
        }
    }

    private func wait(writing: Bool) throws(DatabaseError) {
        var end = self.deadline
        while true {
            let now = ContinuousClock.now
            if let end, end <= now {
                throw DatabaseError(.connectionLost, "PostgreSQL did not answer in time; the connection is given up")
            }
            if self.canceller.isRequested, end.map({ $0 > now + Self.cancellationGrace }) ?? true {
                end = now + Self.cancellationGrace
            }
            let glance = now + Self.glance
            let until = end.map { Swift.min($0, glance) } ?? glance
            if SocketWait.wait(PQsocket(self.raw), writing: writing, until: until) == .ready { return }
        }
    }

    var broken: DatabaseError { DatabaseError(.connectionLost, Self.message(PQerrorMessage(self.raw))) }

    static func failure(_ result: OpaquePointer) -> DatabaseError {
        let text = self.message(PQresultErrorField(result, Int32(UInt8(ascii: "M"))) ?? PQresultErrorMessage(result))
        guard let state = PQresultErrorField(result, Int32(UInt8(ascii: "C"))).map({ String(cString: $0) }) else {
            return DatabaseError(.connectionLost, text)
        }
        return DatabaseError(SQLState.code(of: state), text, sqlState: state)
    }

    /// The text of a C message, on one line.
    static func message(_ text: UnsafePointer<CChar>?) -> String {
        guard let text else { return "no reason given" }
        let lines = String(cString: text).split(whereSeparator: \.isNewline).map { String($0.drop { $0.isWhitespace }) }
        return lines.isEmpty ? "no reason given" : lines.joined(separator: "; ")
    }
}

import CPostgreSQL
import Glibc

/// Opens a connection, with a deadline over the whole of it.
enum ConnectionStart {
    static func begin(_ address: DatabaseAddress, name: String, options: DatabaseOptions) throws(DatabaseError) -> OpaquePointer {
        var parameters = address.parameters
        parameters["application_name"] = name
        parameters["client_encoding"] = "UTF8"
        parameters["connect_timeout"] = "\(Swift.max(2, options.connectTimeout.components.seconds))"
        parameters["tcp_user_timeout"] = "\(options.tcpUserTimeout.wholeMilliseconds)"
        for (key, value) in ["keepalives_idle": "10", "keepalives_interval": "5", "keepalives_count": "3"] where parameters[key] == nil {
            parameters[key] = value
        }
        let pairs = Array(parameters)
        let raw = CStringArray.with(pairs.map(\.key)) { keys in
            CStringArray.with(pairs.map(\.value)) { values in PQconnectStartParams(keys, values, 0) }
        }
        guard let raw else { throw DatabaseError(.connectionFailed, "out of memory") }
        vigie_silence_notices(raw)
        return raw
    }

    /// Drives the handshake to its end.
    static func finish(_ raw: OpaquePointer, until deadline: ContinuousClock.Instant) throws(DatabaseError) {
        guard PQstatus(raw) != CONNECTION_BAD else { throw self.failure(raw) }
        var writing = true
        while true {
            guard SocketWait.wait(PQsocket(raw), writing: writing, until: deadline) == .ready else {
                throw DatabaseError(.connectionFailed, "PostgreSQL did not answer in time")
            }
            switch PQconnectPoll(raw) {
            case PGRES_POLLING_OK: return
            case PGRES_POLLING_WRITING: writing = true
            case PGRES_POLLING_READING: writing = false
            default: throw self.failure(raw)
            }
        }
    }

    private static func failure(_ raw: OpaquePointer) -> DatabaseError {
        DatabaseError(.connectionFailed, StatementExchange.message(PQerrorMessage(raw)))
    }
}

/// Makes a null-terminated array of C strings that lives for the length of a call.
enum CStringArray {
    static func with<Result>(_ strings: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Result?) -> Result? {
        var copies: [UnsafePointer<CChar>?] = strings.map { UnsafePointer(strdup($0)) }
        defer { for copy in copies { free(UnsafeMutableRawPointer(mutating: copy)) } }
        guard !copies.contains(nil) else { return nil }
        copies.append(nil)
        return copies.withUnsafeBufferPointer { $0.baseAddress.flatMap(body) }
    }
}

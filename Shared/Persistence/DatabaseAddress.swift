import CPostgreSQL

/// Where a database is, and which role connects: a URL (`postgresql://user:password@host:port/name`) or a libpq connection string.
///
/// Its description never shows the password.
public struct DatabaseAddress: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible {
    /// libpq's connection parameters.
    let parameters: [String: String]

    /// Reads a URL or a libpq connection string.
    ///
    /// - Throws: `DatabaseError` of code `invalidAddress`, which never quotes the password.
    public init(url: String) throws(DatabaseError) {
        guard !url.isEmpty, !url.utf8.contains(0) else {
            throw DatabaseError(.invalidAddress, "the address of PostgreSQL is empty or holds a NUL")
        }
        guard url.contains("=") || url.hasPrefix("postgresql://") || url.hasPrefix("postgres://") else {
            throw DatabaseError(.invalidAddress, "the address of PostgreSQL is neither postgresql://… nor key=value")
        }
        // libpq's own message may quote the password, so it goes no further.
        guard let options = PQconninfoParse(url, nil) else {
            throw DatabaseError(.invalidAddress, "the address of PostgreSQL cannot be understood; expected postgresql://user:password@host:port/name")
        }
        defer { PQconninfoFree(options) }
        var parameters: [String: String] = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { parameters[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        self.parameters = parameters
    }

    private init(parameters: [String: String]) { self.parameters = parameters }

    /// Returns the address of the same server and database for another role.
    public func with(user: String, password: String?) -> DatabaseAddress {
        var parameters = self.parameters
        parameters["user"] = user
        parameters["password"] = password
        return DatabaseAddress(parameters: parameters)
    }

    /// Returns the address of the same server for another database.
    public func with(database: String) -> DatabaseAddress {
        var parameters = self.parameters
        parameters["dbname"] = database
        return DatabaseAddress(parameters: parameters)
    }

    /// A URL without the password and other parameters.
    public var description: String {
        let user = self.parameters["user"].map { "\($0)@" } ?? ""
        let host = self.parameters["host"] ?? self.parameters["hostaddr"] ?? "localhost"
        return "postgresql://\(user)\(host):\(self.parameters["port"] ?? "5432")/\(self.parameters["dbname"] ?? "")"
    }

    /// The URL without the password, in a debugger too.
    public var debugDescription: String { self.description }
}

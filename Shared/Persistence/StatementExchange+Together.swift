import CPostgreSQL

extension StatementExchange {
    /// Sends several requests at once, which the server runs as one transaction, and collects what the last one answers.
    ///
    /// Where one fails, those after it do not run and all are rolled back; its error is the one thrown.
    func sendTogether(_ requests: [(OpaquePointer) -> Int32]) throws(DatabaseError) -> Rows {
        guard PQenterPipelineMode(self.raw) == 1 else { throw self.broken }
        for request in requests {
            guard request(self.raw) == 1 else { throw self.broken }
        }
        guard PQpipelineSync(self.raw) == 1 else { throw self.broken }
        try self.flush()
        let outcome = try self.collect(requests.count)
        guard PQexitPipelineMode(self.raw) == 1, PQstatus(self.raw) == CONNECTION_OK else { throw self.broken }
        return try outcome.get()
    }

    /// Reads up to the server's word that it is through with all requests.
    private func collect(_ requests: Int) throws(DatabaseError) -> Result<Rows, DatabaseError> {
        var outcome = Result<Rows, DatabaseError>.success(.none)
        var ended = 0
        while ended <= requests {
            try self.awaitResult()
            guard let result = PQgetResult(self.raw) else {
                ended += 1
                continue
            }
            defer { PQclear(result) }
            switch PQresultStatus(result) {
            case PGRES_PIPELINE_SYNC: return outcome
            case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY:
                if case .success = outcome { outcome = .success(Rows(copying: result)) }
            // The one before it failed, and said why.
            case PGRES_PIPELINE_ABORTED: continue
            default:
                if case .success = outcome { outcome = .failure(Self.failure(result)) }
                guard PQstatus(self.raw) == CONNECTION_OK else { throw self.broken }
            }
        }
        throw self.broken
    }
}

import CPostgreSQL

extension Rows {
    /// Copies a result out of the C library's memory.
    init(copying result: OpaquePointer) {
        let rowCount = Int(PQntuples(result))
        let columnCount = Int(PQnfields(result))
        self.columns = (0..<Int32(columnCount)).map { column in
            Column(name: PQfname(result, column).map { String(cString: $0) } ?? "", type: PQftype(result, column))
        }
        var bytes: [UInt8] = []
        var ends: [Int] = []
        ends.reserveCapacity(rowCount * columnCount)
        for row in 0..<Int32(rowCount) {
            for column in 0..<Int32(columnCount) {
                if PQgetisnull(result, row, column) == 1 {
                    ends.append(~bytes.count)
                    continue
                }
                bytes.append(
                    contentsOf: UnsafeRawBufferPointer(
                        start: PQgetvalue(result, row, column), count: Int(PQgetlength(result, row, column))))
                ends.append(bytes.count)
            }
        }
        self.bytes = bytes
        self.ends = ends
        self.count = rowCount
        self.affected = PQcmdTuples(result).flatMap { Int(String(cString: $0)) } ?? 0
    }
}

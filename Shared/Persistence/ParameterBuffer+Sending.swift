import CPostgreSQL

extension ParameterBuffer {
    /// Hands the parameters to libpq, which copies them. Answers what libpq answers: 1 for success.
    func sendPrepared(_ raw: OpaquePointer, _ name: String) -> Int32 {
        let lengths = self.spans.map { Int32(truncatingIfNeeded: $0.length) }
        let formats = [Int32](repeating: 1, count: self.spans.count)
        return self.bytes.withUnsafeBufferPointer { block in
            guard let base = UnsafeRawPointer(block.baseAddress)?.assumingMemoryBound(to: CChar.self) else { return 0 }
            // An empty value is no null and keeps its address.
            let addresses = self.spans.map { $0.length < 0 ? nil : base + $0.offset }
            return PQsendQueryPrepared(raw, name, Int32(addresses.count), addresses, lengths, formats, 1)
        }
    }
}

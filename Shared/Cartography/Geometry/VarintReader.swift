/// Reads the numbers of a stored shape, none of them trusted.
struct VarintReader {
    let bytes: [UInt8]
    var position: Int

    var isAtEnd: Bool { self.position == self.bytes.count }
    var malformed: ShapeError { ShapeError(code: .malformed, offset: self.position) }

    /// Reads how many things follow: at least so many, and no more than the bytes that are left could hold.
    mutating func count(least: Int, bytesEach: Int) throws(ShapeError) -> Int {
        let number = try self.number()
        guard number >= UInt64(least) else { throw self.malformed }
        guard number <= UInt64((self.bytes.count - self.position) / bytesEach) else {
            throw ShapeError(code: .truncated, offset: self.bytes.count)
        }
        return Int(number)
    }

    /// Reads the steps from one coordinate to the next, from one end of the globe to the other at most.
    mutating func step() throws(ShapeError) -> Int {
        let number = try self.number()
        guard number <= 720_000_000 else { throw self.malformed }
        return Int(number >> 1) ^ -Int(number & 1)
    }

    /// Reads a number, which must be in its shortest form.
    private mutating func number() throws(ShapeError) -> UInt64 {
        var number: UInt64 = 0
        var shift: UInt64 = 0
        while self.position < self.bytes.count {
            let byte = self.bytes[self.position]
            self.position += 1
            number |= UInt64(byte & 0x7F) << shift
            guard byte & 0x80 != 0 else {
                guard byte != 0 || shift == 0 else { throw self.malformed }
                return number
            }
            shift += 7
            guard shift < 35 else { throw self.malformed }
        }
        throw ShapeError(code: .truncated, offset: self.bytes.count)
    }
}

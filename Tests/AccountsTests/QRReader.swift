import Accounts

/// Reads a perfect QR code of error correction level M, versions 1 to 10, in bytes: written from the standard (ISO/IEC 18004) for the
/// tests, without libqrencode, so that what is drawn is judged by somebody else. It corrects nothing; it checks every byte.
enum QRReader {
    enum Fault: Error { case version, format, checksum, mode, length }

    /// Data bytes of each block, and the bytes of error correction that each has, by version.
    private static let blocks: [(data: [Int], correction: Int)] = [
        ([16], 10), ([28], 16), ([44], 26), ([32, 32], 18), ([43, 43], 24), ([27, 27, 27, 27], 16), ([31, 31, 31, 31], 18), ([38, 38, 39, 39], 22),
        ([36, 36, 36, 37, 37], 22), ([43, 43, 43, 43, 44], 26),
    ]
    /// The middles of alignment patterns, by version.
    private static let alignments: [[Int]] = [
        [], [6, 18], [6, 22], [6, 26], [6, 30], [6, 34], [6, 22, 38], [6, 24, 42], [6, 26, 46], [6, 28, 50],
    ]

    static func read(_ code: QRCode) throws -> [UInt8] { try self.read(side: code.side) { code.isDark(row: $0, column: $1) } }

    static func read(side: Int, _ isDark: (Int, Int) -> Bool) throws -> [UInt8] {
        let version = (side - 17) / 4
        guard side == 17 + 4 * version, (1...10).contains(version) else { throw Fault.version }
        let mask = try self.mask(side, isDark)
        let isFunction = self.functionModules(version, side)
        var bits: [Bool] = []
        var column = side - 1
        var isUpwards = true
        while column > 0 {
            if column == 6 { column -= 1 }
            for step in 0..<side {
                let row = isUpwards ? side - 1 - step : step
                for place in [column, column - 1] where !isFunction[row * side + place] { bits.append(isDark(row, place) != mask(row, place)) }
            }
            isUpwards.toggle()
            column -= 2
        }
        let bytes = stride(from: 0, to: bits.count - 7, by: 8).map { start in bits[start..<start + 8].reduce(UInt8(0)) { $0 << 1 | ($1 ? 1 : 0) } }
        return try self.content(of: try self.data(bytes, version), version)
    }

    /// Which modules are turned over, from the format information beside the first finder.
    private static func mask(_ side: Int, _ isDark: (Int, Int) -> Bool) throws -> (Int, Int) -> Bool {
        let places = (0..<6).map { (8, $0) } + [(8, 7), (8, 8), (7, 8)] + (0..<6).reversed().map { ($0, 8) }
        let second = (0..<7).map { (side - 1 - $0, 8) } + (0..<8).map { (8, side - 8 + $0) }
        let formats = [places, second].map { $0.reduce(0) { $0 << 1 | (isDark($1.0, $1.1) ? 1 : 0) } ^ 0b101_0100_0001_0010 }
        guard formats[0] == formats[1] else { throw Fault.format }
        // The rest of a division by the generator x^10+x^8+x^5+x^4+x^2+x+1.
        var rest = formats[0]
        for bit in stride(from: 14, through: 10, by: -1) where rest >> bit & 1 == 1 { rest ^= 0b101_0011_0111 << (bit - 10) }
        guard rest == 0, formats[0] >> 13 == 0b00 else { throw Fault.format }
        let rules: [(Int, Int) -> Bool] = [
            { ($0 + $1) % 2 == 0 }, { row, _ in row % 2 == 0 }, { $1 % 3 == 0 }, { ($0 + $1) % 3 == 0 }, { ($0 / 2 + $1 / 3) % 2 == 0 },
            { $0 * $1 % 2 + $0 * $1 % 3 == 0 }, { ($0 * $1 % 2 + $0 * $1 % 3) % 2 == 0 }, { (($0 + $1) % 2 + $0 * $1 % 3) % 2 == 0 },
        ]
        return rules[formats[0] >> 10 & 7]
    }

    private static func functionModules(_ version: Int, _ side: Int) -> [Bool] {
        var isFunction = [Bool](repeating: false, count: side * side)
        func fill(_ rows: Range<Int>, _ columns: Range<Int>) {
            for row in rows { for column in columns { isFunction[row * side + column] = true } }
        }
        fill(0..<9, 0..<9)
        fill(0..<9, side - 8..<side)
        fill(side - 8..<side, 0..<9)
        fill(6..<7, 0..<side)
        fill(0..<side, 6..<7)
        let middles = self.alignments[version - 1]
        for row in middles {
            for column in middles where ![[6, 6], [6, side - 7], [side - 7, 6]].contains([row, column]) { fill(row - 2..<row + 3, column - 2..<column + 3) }
        }
        if version >= 7 {
            fill(0..<6, side - 11..<side - 8)
            fill(side - 11..<side - 8, 0..<6)
        }
        return isFunction
    }

    /// Takes the blocks apart and checks each: its polynomial is zero at the powers of two that its correction stands for.
    private static func data(_ bytes: [UInt8], _ version: Int) throws -> [UInt8] {
        let (lengths, correction) = self.blocks[version - 1]
        var blocks = lengths.map { _ in [UInt8]() }
        var next = 0
        func take(_ block: Int) {
            blocks[block].append(bytes[next])
            next += 1
        }
        for place in 0..<(lengths.max() ?? 0) { for block in lengths.indices where place < lengths[block] { take(block) } }
        for _ in 0..<correction { for block in lengths.indices { take(block) } }
        for block in blocks {
            for power in 0..<correction {
                let root = (0..<power).reduce(UInt8(1)) { value, _ in self.times(value, 2) }
                guard block.reduce(UInt8(0), { self.times($0, root) ^ $1 }) == 0 else { throw Fault.checksum }
            }
        }
        return zip(blocks, lengths).flatMap { $0.prefix($1) }
    }

    /// Multiplication in the field of 256 elements, modulo x^8+x^4+x^3+x^2+1.
    private static func times(_ a: UInt8, _ b: UInt8) -> UInt8 {
        var (a, b, product) = (a, b, UInt8(0))
        while b > 0 {
            if b & 1 == 1 { product ^= a }
            a = a & 0x80 == 0 ? a << 1 : a << 1 ^ 0x1D
            b >>= 1
        }
        return product
    }

    /// The bytes of one segment in byte mode.
    private static func content(of data: [UInt8], _ version: Int) throws -> [UInt8] {
        let bits = data.flatMap { byte in (0..<8).map { Int(byte >> UInt8(7 - $0) & 1) } }
        func number(_ range: Range<Int>) -> Int { bits[range].reduce(0) { $0 << 1 | $1 } }
        guard number(0..<4) == 0b0100 else { throw Fault.mode }
        let size = version < 10 ? 8 : 16
        let length = number(4..<4 + size)
        let start = 4 + size
        guard start + 8 * length <= bits.count else { throw Fault.length }
        return (0..<length).map { UInt8(number(start + 8 * $0..<start + 8 * $0 + 8)) }
    }
}

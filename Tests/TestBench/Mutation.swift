/// Small changes that damage a sequence of bytes.
public enum Mutation {
    /// Makes one to four of these changes.
    public static func apply(to bytes: inout [UInt8], donor: [UInt8], using random: inout some RandomNumberGenerator) {
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let place = bytes.isEmpty ? 0 : Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<7, using: &random) {
            case 0 where !bytes.isEmpty: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 1 where !bytes.isEmpty: bytes[place] = [0, 0x7F, 0x80, 0xFF].randomElement(using: &random) ?? 0
            case 2 where !bytes.isEmpty: bytes.remove(at: place)
            case 3: bytes.insert(.random(in: .min ... .max, using: &random), at: place)
            case 4: bytes.removeLast(min(Int.random(in: 0...8, using: &random), bytes.count))
            case 5: bytes.insert(contentsOf: bytes.prefix(Int.random(in: 0...16, using: &random)), at: place)
            default: bytes.replaceSubrange(place..., with: donor.suffix(Int.random(in: 0...donor.count, using: &random)))
            }
        }
    }
}

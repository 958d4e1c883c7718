/// A number of 64 bits that stands for bytes, the same on every machine: FNV-1a (Fowler, Noll and Vo). It tells bytes that differ by chance
/// apart, and hides nothing.
public struct FNV1a: Hashable, Sendable {
    /// The number for the bytes so far.
    public private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    /// The number for some bytes.
    public init(_ bytes: some Sequence<UInt8> = EmptyCollection<UInt8>()) { self.add(bytes) }

    /// Takes more bytes in.
    public mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { self.value = (self.value ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }
}

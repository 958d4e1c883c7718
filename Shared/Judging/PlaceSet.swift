/// A set of a department's communes, by their places in a list: a bit for each, the lowest of a byte first.
package struct PlaceSet: Hashable, Sendable {
    /// The bits as bytes, without zeros at the end, so that equal sets have equal bytes.
    package private(set) var bytes: [UInt8]

    package init() { self.bytes = [] }

    package init(bytes: [UInt8]) {
        self.bytes = bytes
        while self.bytes.last == 0 { self.bytes.removeLast() }
    }

    /// Makes a set of places.
    ///
    /// - Parameter places: those below 0 are none.
    package init(_ places: some Sequence<Int>) {
        self.bytes = []
        for place in places where place >= 0 {
            while self.bytes.count <= place / 8 { self.bytes.append(0) }
            self.bytes[place / 8] |= 1 << UInt8(place % 8)
        }
    }

    package var isEmpty: Bool { self.bytes.isEmpty }

    /// How many communes are in the set.
    package var count: Int { self.bytes.reduce(0) { $0 + $1.nonzeroBitCount } }

    /// One more than the last place; 0 for the empty set.
    package var end: Int { self.bytes.last.map { 8 * self.bytes.count - $0.leadingZeroBitCount } ?? 0 }

    package func contains(_ place: Int) -> Bool {
        place >= 0 && place / 8 < self.bytes.count && self.bytes[place / 8] & (1 << UInt8(place % 8)) != 0
    }

    /// Calls `body` with each place, in order.
    package func forEach(_ body: (Int) -> Void) {
        for (index, byte) in self.bytes.enumerated() where byte != 0 {
            var rest = byte
            while rest != 0 {
                body(8 * index + rest.trailingZeroBitCount)
                rest &= rest - 1
            }
        }
    }
}

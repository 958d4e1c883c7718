/// A picture of no more than 256 colours, each pixel the number of its colour.
struct IndexedPixels {
    private(set) var palette: [UInt32] = []
    private(set) var indices: [UInt8] = []

    /// Numbers the colours of a picture; nil as soon as there are more than 256.
    init?(_ pixels: [UInt32]) {
        // Places of colours, found by multiplying and looking on from there; never more than half full.
        let slots = 1_024
        var places = [Int16](repeating: -1, count: slots)
        var (last, lastIndex): (UInt32?, UInt8) = (nil, 0)
        self.indices.reserveCapacity(pixels.count)
        for pixel in pixels {
            if pixel != last {
                var slot = Int((pixel &* 2_654_435_761) >> 22)
                while places[slot] >= 0, self.palette[Int(places[slot])] != pixel { slot = (slot + 1) % slots }
                if places[slot] < 0 {
                    guard self.palette.count < 256 else { return nil }
                    places[slot] = Int16(self.palette.count)
                    self.palette.append(pixel)
                }
                lastIndex = UInt8(truncatingIfNeeded: places[slot])
                last = pixel
            }
            self.indices.append(lastIndex)
        }
    }
}

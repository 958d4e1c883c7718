/// A plate as pixels, for pictures: what each area covers, and the lines and names that are drawn over them.
public struct RasterPlate: Sendable {
    let plate: Plate
    let coverage: Coverage
    /// The pixels of lines and names: the place of each, and its colour premultiplied with its opacity, which stands in the upper 8 bits.
    let lines: [(pixel: UInt32, colour: UInt32)]

    /// About how many bytes it takes in memory.
    public var weight: Int { self.coverage.weight + self.lines.count * 8 }

    /// Turns a plate into pixels.
    ///
    /// - Throws: `PictureError` when there is no memory for it.
    public init(_ plate: Plate) throws(PictureError) {
        let drawn = try CairoPicture.draw(size: plate.layout.size, isTransparent: true) { canvas in canvas.drawLines(of: plate) }
        self.plate = plate
        self.coverage = Coverage(plate.panels.map(\.fitted), size: plate.layout.size)
        self.lines = drawn.enumerated().compactMap { index, colour in colour == 0 ? nil : (UInt32(index), colour) }
    }

    /// Paints the map: each area in the fill of its class, lines and names over all. What is no area stays white.
    ///
    /// - Parameters:
    ///   - classes: for each area, the index of its class.
    ///   - fills: the fills of the classes.
    func paint(_ classes: [Int], fills: [FillTile]) -> [UInt32] {
        let width = self.plate.layout.size.width
        var pixels = [UInt32](repeating: 0xFFFF_FFFF, count: width * self.plate.layout.size.height)
        pixels.withUnsafeMutableBufferPointer { pixels in
            for run in self.coverage.runs {
                let start = Int(run.start)
                let fill = fills[classes[Int(run.area)]]
                if let plain = fill.plain {
                    for pixel in start..<start + Int(run.length) { pixels[pixel] = plain }
                } else {
                    for pixel in start..<start + Int(run.length) { pixels[pixel] = fill.colour(x: pixel % width, y: pixel / width) }
                }
            }
            self.paintEdges(classes, fills, width: width, in: pixels)
            for (pixel, colour) in self.lines { pixels[Int(pixel)] = Self.lay(colour, over: pixels[Int(pixel)]) }
        }
        return pixels
    }

    /// Paints the pixels that several areas share, with the mean of their colours and of the paper where it shows.
    private func paintEdges(_ classes: [Int], _ fills: [FillTile], width: Int, in pixels: UnsafeMutableBufferPointer<UInt32>) {
        let cells = self.coverage.cells
        var start = 0
        while start < cells.count {
            let pixel = cells[start].pixel
            let (x, y) = (pixel % width, pixel / width)
            var (end, rest) = (start, 255)
            var (first, isOneColour): (UInt32?, Bool) = (nil, true)
            var (red, green, blue) = (0, 0, 0)
            while end < cells.count, cells[end].pixel == pixel {
                let colour = fills[classes[cells[end].area]].colour(x: x, y: y)
                let share = cells[end].share
                isOneColour = isOneColour && (first ?? colour) == colour
                first = colour
                rest -= share
                red += Int(colour >> 16 & 255) * share
                green += Int(colour >> 8 & 255) * share
                blue += Int(colour & 255) * share
                end += 1
            }
            if rest <= 0, isOneColour, let first {
                pixels[pixel] = first
            } else {
                let under = pixels[pixel]
                let paper = max(rest, 0)
                let mean = { (sum: Int, shift: UInt32) in
                    UInt32(truncatingIfNeeded: min((sum + Int(under >> shift & 255) * paper + 127) / 255, 255)) << shift
                }
                pixels[pixel] = 0xFF00_0000 | mean(red, 16) | mean(green, 8) | mean(blue, 0)
            }
            start = end
        }
    }

    /// Lays a premultiplied colour over an opaque one.
    private static func lay(_ colour: UInt32, over under: UInt32) -> UInt32 {
        let rest = 255 - (colour >> 24)
        guard rest > 0 else { return colour }
        let part = { (shift: UInt32) in min((colour >> shift & 255) + ((under >> shift & 255) * rest + 127) / 255, 255) << shift }
        return 0xFF00_0000 | part(16) | part(8) | part(0)
    }
}

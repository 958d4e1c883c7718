/// A fill as pixels: a square that repeats over the whole sheet.
struct FillTile {
    private let side: Int
    private let pixels: [UInt32]

    /// The colour of a fill without a pattern.
    var plain: UInt32? { self.side == 1 ? self.pixels[0] : nil }

    /// Draws a fill at so many pixels to a unit.
    ///
    /// - Throws: `PictureError` when there is no memory for it.
    init(_ fill: Fill, unit: Double) throws(PictureError) {
        guard fill.pattern != .plain else {
            self.side = 1
            self.pixels = [0xFF00_0000 | UInt32(fill.colour.red) << 16 | UInt32(fill.colour.green) << 8 | UInt32(fill.colour.blue)]
            return
        }
        let side = Canvas.tileSide(unit: unit)
        self.side = side
        self.pixels = try CairoPicture.draw(width: side, height: side, isTransparent: false) { canvas in canvas.drawTile(of: fill, side: side) }
    }

    /// Returns the colour of a pixel of the sheet.
    func colour(x: Int, y: Int) -> UInt32 { self.side == 1 ? self.pixels[0] : self.pixels[y % self.side * self.side + x % self.side] }
}

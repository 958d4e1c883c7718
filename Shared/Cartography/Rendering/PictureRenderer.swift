/// Draws a sheet as a picture. It takes milliseconds of a processor: call it on a thread that may be held up.
public enum PictureRenderer {
    /// The media type of what `png` gives.
    public static let pngContentType = "image/png"

    /// Draws the sheet as a PNG file. Its map is painted on a plate that was turned into pixels before.
    ///
    /// - Throws: `PictureError` when there is no memory for it.
    public static func png(_ sheet: MapSheet, on plate: RasterPlate) throws(PictureError) -> [UInt8] {
        try PNGWriter.file(Self.pixels(sheet, on: plate), size: sheet.plate.layout.size)
    }

    /// Draws the sheet as a PNG file, and turns its plate into pixels for this once.
    ///
    /// - Throws: `PictureError` when there is no memory for it.
    public static func png(_ sheet: MapSheet) throws(PictureError) -> [UInt8] {
        try Self.png(sheet, on: try RasterPlate(sheet.plate))
    }

    /// Draws the sheet as pixels, `0xFFRRGGBB`, row by row.
    static func pixels(_ sheet: MapSheet, on plate: RasterPlate) throws(PictureError) -> [UInt32] {
        var fills: [FillTile] = []
        for valueClass in sheet.map.scale.classes { fills.append(try FillTile(valueClass.fill, unit: sheet.plate.layout.unit)) }
        var pixels = plate.paint(sheet.classes, fills: fills)
        try CairoPicture.draw(on: &pixels, size: sheet.plate.layout.size) { canvas in canvas.drawWords(of: sheet) }
        return pixels
    }
}

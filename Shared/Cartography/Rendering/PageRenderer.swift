/// Draws a sheet as a PDF page, to print or to put in a report: lines and letters, not pixels. Call it on a thread that may
/// be held up.
public enum PageRenderer {
    /// The media type of what `pdf` gives.
    public static let contentType = "application/pdf"
    /// The most bytes of a file that is written: far more than the nation by commune takes.
    public static let largest = 32 << 20
    /// How many points (72 to an inch) a pixel (96 to an inch) has.
    private static let points = 0.75

    /// Draws the sheet as a PDF file of one page. The same sheet gives the same bytes.
    ///
    /// - Parameters:
    ///   - deadline: when to give up; looked at every few hundred areas.
    ///   - limit: the most bytes the file may have.
    /// - Throws: `PictureError` past the deadline or the limit, or without memory.
    public static func pdf(
        _ sheet: MapSheet, by deadline: ContinuousClock.Instant, limit: Int = Self.largest
    ) throws(PictureError) -> [UInt8] {
        let size = sheet.plate.layout.size
        let properties = CairoPage.Properties(
            title: "\(sheet.map.title), \(sheet.map.subtitle)", subject: sheet.map.summary, author: "Vigie", day: "\(sheet.map.day)")
        var isLate = false
        let bytes = try CairoPage.draw(
            width: Double(size.width) * Self.points, height: Double(size.height) * Self.points, limit: limit, properties
        ) { canvas in
            canvas.scale(Self.points)
            isLate = !canvas.drawAreas(of: sheet, by: deadline)
            guard !isLate else { return }
            canvas.drawLines(of: sheet.plate)
            canvas.drawWords(of: sheet)
        }
        guard !isLate else { throw PictureError(reason: "it took too long") }
        return bytes
    }
}

/// Where the parts of a sheet stand. It depends on the size alone, so that a basemap fitted for one indicator serves all.
public struct SheetLayout: Hashable, Sendable {
    /// The size of the whole sheet.
    public let size: PictureSize
    /// How many pixels a unit has: 1 on a sheet of 1,000 by 800.
    let unit: Double
    /// Where the map may be drawn.
    public let map: ScreenRectangle
    let header: ScreenRectangle
    let legend: ScreenRectangle
    let footer: ScreenRectangle
    /// The strip under the map that the scale bar stands in.
    let scaleBar: ScreenRectangle
    /// The number of columns that the entries of the legend stand in.
    let legendColumns: Int

    /// Lays out a sheet: on a wide one the legend stands at the right of the map, on a tall one under it.
    public init(_ size: PictureSize) {
        let (width, height) = (Double(size.width), Double(size.height))
        let isWide = width >= height * 0.9
        let unit = min(max(isWide ? min(width / 1_000, height / 800) : min(width / 720, height / 1_000), 0.45), 5)
        let margin = 24 * unit
        let inner = width - 2 * margin
        self.size = size
        self.unit = unit
        self.header = ScreenRectangle(x: margin, y: margin * 0.8, width: inner, height: 88 * unit)
        self.footer = ScreenRectangle(x: margin, y: height - margin * 0.6 - 34 * unit, width: inner, height: 34 * unit)
        let top = self.header.maxY + 8 * unit
        let strip = 34 * unit
        if isWide {
            let column = 262 * unit
            let bottom = self.footer.y - 10 * unit
            self.legendColumns = 1
            self.legend = ScreenRectangle(x: width - margin - column, y: top, width: column, height: max(bottom - top, 0))
            self.map = ScreenRectangle(x: margin, y: top, width: inner - column - margin, height: max(bottom - strip - top, 1))
        } else {
            let block = 225 * unit
            let bottom = self.footer.y - 10 * unit
            self.legendColumns = 2
            self.legend = ScreenRectangle(x: margin, y: bottom - block, width: inner, height: block)
            self.map = ScreenRectangle(x: margin, y: top, width: inner, height: max(bottom - block - strip - 10 * unit - top, 1))
        }
        self.scaleBar = ScreenRectangle(x: self.map.x, y: self.map.maxY, width: self.map.width, height: strip)
    }
}

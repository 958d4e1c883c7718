/// A finished sheet: what a choropleth says, set on a basemap of a given size. Renderers only draw it.
public struct MapSheet: Sendable {
    /// What it says.
    public let map: Choropleth
    /// What it is drawn on.
    public let fitted: FittedBasemap
    let layout: SheetLayout
    /// For each area, the index of its class.
    let classes: [Int]
    let headings: [PlacedText]
    let legend: LegendBlock
    let footers: [PlacedText]
    let scaleBar: ScaleBar?
    let names: [PlacedText]

    /// Sets a map on a basemap that was fitted into the layout's map.
    public init(_ map: Choropleth, on fitted: FittedBasemap, layout: SheetLayout) {
        let unit = layout.unit
        let classes = fitted.basemap.areas.map { map.scale.index(of: map.value(of: $0.code).reading) }
        var counts = [Int](repeating: 0, count: map.scale.classes.count)
        for index in classes { counts[index] += 1 }
        self.map = map
        self.fitted = fitted
        self.layout = layout
        self.classes = classes
        self.legend = LegendBlock(map, counts: counts, in: layout)
        self.scaleBar = fitted.basemap.areas.isEmpty ? nil : ScaleBar(metresPerPixel: fitted.metresPerPixel, in: layout)
        self.names = PlaceNames.place(on: fitted, in: layout)
        let lines: [(text: String, size: Double, isBold: Bool, colour: Colour, y: Double)] = [
            (map.title, 27, true, .title, 28), (map.subtitle, 16, false, .text, 55), (map.summary, 16, false, .text, 79),
        ]
        self.headings = lines.map { line in
            PlacedText(
                text: line.text, place: ScreenPoint(x: layout.header.x, y: layout.header.y + line.y * unit), size: line.size * unit,
                isBold: line.isBold, colour: line.colour
            ).fitting(layout.header.width)
        }
        let size = 10.5 * unit
        let freshness = PlacedText(
            text: map.freshness, place: ScreenPoint(x: layout.footer.maxX, y: layout.footer.y + 28 * unit), size: size, isBold: true,
            colour: .text, anchor: .end)
        let source = PlacedText(
            text: map.source, place: ScreenPoint(x: layout.footer.x, y: layout.footer.y + 28 * unit), size: size, colour: .mention)
        self.footers = [source.fitting(layout.footer.width - freshness.width - 20 * unit), freshness]
    }

    /// How wide the white lines between communes are; 0 where communes are too small to have any.
    var borderWidth: Double {
        let width = min(0.7 * self.layout.unit, self.fitted.meanSide * 0.02)
        return width < 0.1 ? 0 : width
    }

    /// Sets a map on a basemap, fitting it first.
    public init(_ map: Choropleth, on basemap: Basemap, size: PictureSize) {
        let layout = SheetLayout(size)
        self.init(map, on: FittedBasemap(basemap, into: layout.map), layout: layout)
    }
}

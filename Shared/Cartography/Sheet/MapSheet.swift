/// A finished sheet: what a choropleth says, set on a plate. Renderers only draw it.
public struct MapSheet: Sendable {
    /// What the sheet says.
    public let map: Choropleth
    /// The plate that it is set on.
    public let plate: Plate
    /// The index of the class of each area of the plate.
    let classes: [Int]
    let headings: [PlacedText]
    let legend: LegendBlock
    let footers: [PlacedText]

    /// Sets a map on a plate.
    public init(_ map: Choropleth, on plate: Plate) {
        let layout = plate.layout
        let unit = layout.unit
        let classes = plate.areas.map { map.scale.index(of: map.value(of: $0.code).reading) }
        var counts = [Int](repeating: 0, count: map.scale.classes.count)
        var next = classes.startIndex
        for panel in plate.panels {
            let end = next + panel.fitted.basemap.areas.count
            if !panel.isEnlargement { for index in classes[next..<end] { counts[index] += 1 } }
            next = end
        }
        self.map = map
        self.plate = plate
        self.classes = classes
        self.legend = LegendBlock(map, counts: counts, in: layout)
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

    /// Sets a map on a basemap, at that size.
    public init(_ map: Choropleth, on basemap: Basemap, size: PictureSize) {
        self.init(map, on: Plate(basemap, size: size))
    }
}

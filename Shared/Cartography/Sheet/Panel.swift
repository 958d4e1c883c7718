/// One map of a sheet, at its place.
struct Panel: Sendable {
    let fitted: FittedBasemap
    /// The frame and the name of an inset; the main map has neither.
    let frame: ScreenRectangle?
    let name: PlacedText?
    let isEnlargement: Bool

    /// Fits the main map into its part of the sheet.
    init(main basemap: Basemap, in map: ScreenRectangle) {
        self.fitted = FittedBasemap(basemap, into: map)
        self.frame = nil
        self.name = nil
        self.isEnlargement = false
    }

    /// Fits an inset into its frame: its name stands at the top, its map under it.
    init(_ inset: Inset, in frame: ScreenRectangle, unit: Double) {
        let size = 9.5 * unit
        let name = PlacedText(
            text: inset.name, place: ScreenPoint(x: frame.x + 5 * unit, y: frame.y + 12.5 * unit), size: size, colour: .text)
        let top = frame.y + 17 * unit
        let map = ScreenRectangle(
            x: frame.x + 5 * unit, y: top, width: max(frame.width - 10 * unit, 1), height: max(frame.maxY - 5 * unit - top, 1))
        self.fitted = FittedBasemap(inset.basemap, into: map)
        self.frame = frame
        self.name = name.fitting(frame.width - 10 * unit)
        self.isEnlargement = inset.isEnlargement
    }
}

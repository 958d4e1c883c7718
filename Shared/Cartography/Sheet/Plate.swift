/// All of a sheet that stays when the figures change: where things stand, the fitted basemap, the names of places, the scale
/// bar. Made once for a map and a size.
public struct Plate: Sendable {
    /// Where the parts of the sheet stand.
    public let layout: SheetLayout
    /// What the map is drawn on.
    public let fitted: FittedBasemap
    let names: [PlacedText]
    let scaleBar: ScaleBar?

    /// Sets a basemap on a sheet of a given size.
    public init(_ basemap: Basemap, size: PictureSize) {
        let layout = SheetLayout(size)
        let fitted = FittedBasemap(basemap, into: layout.map)
        self.layout = layout
        self.fitted = fitted
        self.names = PlaceNames.place(on: fitted, in: layout)
        self.scaleBar = fitted.basemap.areas.isEmpty ? nil : ScaleBar(metresPerPixel: fitted.metresPerPixel, in: layout)
    }

    /// How wide the white lines between communes are; 0 where communes are too small to have any.
    var borderWidth: Double {
        let width = min(0.7 * self.layout.unit, self.fitted.meanSide * 0.02)
        return width < 0.1 ? 0 : width
    }
}

/// All of a sheet that stays when the figures change: where things stand, the maps at the picture's size, the names of places, the scale bar.
/// It is made once for a map and a size.
public struct Plate: Sendable {
    /// Where the parts of the sheet stand.
    public let layout: SheetLayout
    /// The main map, then the insets.
    let panels: [Panel]
    let names: [PlacedText]
    let scaleBar: ScaleBar?
    /// The areas of all panels, one after the other; classes and surfaces are numbered like them.
    let areas: [BasemapArea]

    /// Sets a basemap on a sheet of a given size, with insets beside it.
    public init(_ basemap: Basemap, insets: [Inset] = [], labels: PlaceLabels = .largestPlaces, size: PictureSize) {
        let layout = SheetLayout(size)
        let boxes = InsetLayout(insets.count, in: layout.map, proportion: basemap.proportion, unit: layout.unit)
        let main = Panel(main: basemap, in: boxes.main)
        self.layout = layout
        self.panels = [main] + zip(insets, boxes.frames).map { Panel($0, in: $1, unit: layout.unit) }
        self.areas = self.panels.flatMap(\.fitted.basemap.areas)
        switch labels {
        case .largestPlaces: self.names = PlaceNames.place(on: main.fitted, in: boxes.main, unit: layout.unit)
        case .codes: self.names = self.panels.flatMap { PlaceNames.codes(on: $0.fitted, unit: layout.unit) }
        }
        self.scaleBar = basemap.areas.isEmpty ? nil : ScaleBar(metresPerPixel: main.fitted.metresPerPixel, at: boxes.main, in: layout)
    }

    /// The main map at the picture's size.
    public var fitted: FittedBasemap { self.panels[0].fitted }

    /// Returns how wide the white lines between the areas of a panel are; 0 where areas are too small to have any.
    func borderWidth(of panel: Panel) -> Double {
        let width = min(0.7 * self.layout.unit, panel.fitted.meanSide * 0.02)
        return width < 0.1 ? 0 : width
    }
}

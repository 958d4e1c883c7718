import French

/// The bar that tells how long a kilometre is on the sheet.
struct ScaleBar {
    let start: ScreenPoint
    /// The length of the bar, in pixels.
    let length: Double
    /// The height of its end strokes, in pixels.
    let tick: Double
    let label: PlacedText

    /// Chooses the longest of 1, 2 or 5 times a power of ten that takes no more than 150 units; `nil` for a map without areas.
    init?(metresPerPixel: Double, at map: ScreenRectangle, in layout: SheetLayout) {
        let longest = 150 * layout.unit * metresPerPixel
        guard longest.isFinite, longest >= 1 else { return nil }
        var power = 1.0
        while power * 10 <= longest, power < 1e7 { power *= 10 }
        let metres = [5, 2, 1].map { $0 * power }.first { $0 <= longest } ?? power
        self.start = ScreenPoint(x: map.x, y: layout.scaleBar.maxY - 8 * layout.unit)
        self.length = metres / metresPerPixel
        self.tick = 5 * layout.unit
        let text =
            metres >= 1_000 ? FrenchText.decimal(metres / 1_000) + FrenchText.space + "km" : FrenchText.decimal(metres) + FrenchText.space + "m"
        self.label = PlacedText(
            text: text, place: ScreenPoint(x: self.start.x + self.length + 8 * layout.unit, y: self.start.y), size: 11 * layout.unit,
            colour: .mention)
    }

    /// The bar as one line.
    var line: [ScreenPoint] {
        let end = self.start.x + self.length
        return [
            ScreenPoint(x: self.start.x, y: self.start.y - self.tick), self.start, ScreenPoint(x: end, y: self.start.y),
            ScreenPoint(x: end, y: self.start.y - self.tick),
        ]
    }
}

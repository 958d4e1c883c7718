/// A line of text on the sheet.
struct PlacedText: Hashable {
    /// Which end of the text stands at its place.
    enum Anchor: String, Hashable { case start, middle, end }

    var text: String
    /// Where the anchor stands, on the baseline.
    var place: ScreenPoint
    var size: Double
    var isBold = false
    var colour = Colour.text
    var anchor = Anchor.start
    /// Whether it is drawn over a white rim, to be read on any colour.
    var hasHalo = false

    var width: Double { FontMetrics.width(of: self.text, size: self.size, isBold: self.isBold) }

    /// The rectangle that it covers.
    var box: ScreenRectangle {
        let left =
            switch self.anchor {
            case .start: self.place.x
            case .middle: self.place.x - self.width / 2
            case .end: self.place.x - self.width
            }
        return ScreenRectangle(x: left, y: self.place.y - self.size * 0.8, width: self.width, height: self.size * 1.05)
    }

    /// Returns the same line no wider than a limit: it is set smaller first, down to seven tenths, then cut short.
    func fitting(_ limit: Double) -> PlacedText {
        var copy = self
        guard copy.width > limit else { return copy }
        copy.size = max(self.size * limit / copy.width, self.size * 0.7)
        while copy.width > limit, copy.text.count > 2 { copy.text = "\(copy.text.dropLast(2))…" }
        return copy
    }
}

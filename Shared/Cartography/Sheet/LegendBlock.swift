import French

/// The legend as it stands on the sheet.
struct LegendBlock {
    /// A colour of the legend and what it means.
    struct Entry {
        let valueClass: ValueClass
        let swatch: ScreenRectangle
        let label: PlacedText
        /// How many areas are of the class.
        let count: PlacedText
    }

    let heading: [PlacedText]
    let entries: [Entry]
    let notes: [PlacedText]

    /// Places the legend of a map. What is no value stands a little apart from the values.
    init(_ map: Choropleth, counts: [Int], in layout: SheetLayout) {
        let (box, unit) = (layout.legend, layout.unit)
        let columnGap = 28 * unit
        let columnWidth = (box.width - columnGap * Double(layout.legendColumns - 1)) / Double(layout.legendColumns)
        var y = box.y + 14 * unit
        self.heading = FontMetrics.lines(of: map.scale.heading, size: 14 * unit, isBold: true, within: box.width).map { line in
            defer { y += 18 * unit }
            return PlacedText(text: line, place: ScreenPoint(x: box.x, y: y), size: 14 * unit, isBold: true, colour: .title)
        }
        let rowHeight = 27 * unit
        let rows = (map.scale.classes.count + layout.legendColumns - 1) / layout.legendColumns
        var entries: [Entry] = []
        var bottom = y
        for (index, valueClass) in map.scale.classes.enumerated() {
            let (column, row) = (index / rows, index % rows)
            let isApart = layout.legendColumns == 1 && valueClass.lower == nil && map.scale.classes.contains { $0.lower != nil }
            let left = box.x + Double(column) * (columnWidth + columnGap)
            let top = y + Double(row) * rowHeight + (isApart ? 10 * unit : 0)
            let swatch = ScreenRectangle(x: left, y: top, width: 32 * unit, height: 19 * unit)
            let baseline = top + 14 * unit
            let count = PlacedText(
                text: FrenchText.number(counts[index]), place: ScreenPoint(x: left + columnWidth, y: baseline), size: 12 * unit,
                colour: .mention, anchor: .end)
            let label = PlacedText(text: valueClass.label, place: ScreenPoint(x: swatch.maxX + 10 * unit, y: baseline), size: 13 * unit)
            entries.append(
                Entry(valueClass: valueClass, swatch: swatch, label: label.fitting(count.box.x - label.place.x - 6 * unit), count: count))
            bottom = max(bottom, swatch.maxY)
        }
        self.entries = entries
        y = bottom + 26 * unit
        let size = 11 * unit
        let texts = ["À droite, le nombre de \(map.scale.division == .communes ? "communes" : "départements")."] + map.notes
        self.notes = texts.flatMap { text in
            defer { y += 5 * unit }
            return FontMetrics.lines(of: text, size: size, within: box.width).map { line in
                defer { y += 15 * unit }
                return PlacedText(text: line, place: ScreenPoint(x: box.x, y: y), size: size, colour: .mention)
            }
        }.filter { $0.place.y <= box.maxY + 2 * unit }
    }
}

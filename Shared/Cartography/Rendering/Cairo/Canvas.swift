internal import CCairo

/// Draws the parts of a sheet on any Cairo context: that of a picture, or of a page.
struct Canvas {
    let context: OpaquePointer?

    /// Makes a unit so many points long.
    func scale(_ factor: Double) { cairo_scale(self.context, factor, factor) }

    /// Draws the areas as surfaces, those of one class together. It returns false when it is too late to go on.
    func drawAreas(of sheet: MapSheet, by deadline: ContinuousClock.Instant) -> Bool {
        self.set(.white)
        cairo_paint(self.context)
        cairo_set_fill_rule(self.context, CAIRO_FILL_RULE_EVEN_ODD)
        var members = [[Int]](repeating: [], count: sheet.map.scale.classes.count)
        for (area, index) in sheet.classes.enumerated() { members[index].append(area) }
        let rings = sheet.plate.panels.flatMap(\.fitted.rings)
        for (index, areas) in members.enumerated() where !areas.isEmpty {
            self.set(sheet.map.scale.classes[index].fill, unit: sheet.plate.layout.unit)
            for (number, area) in areas.enumerated() {
                if number % 256 == 0, ContinuousClock.now >= deadline { return false }
                for ring in rings[area] { self.trace(ring, isClosed: true) }
            }
            cairo_fill(self.context)
        }
        return ContinuousClock.now < deadline
    }

    /// Draws lines and names over the areas; they are the same whatever the figures.
    func drawLines(of plate: Plate) {
        cairo_set_line_join(self.context, CAIRO_LINE_JOIN_BEVEL)
        cairo_set_tolerance(self.context, 0.2)
        for panel in plate.panels {
            let width = plate.borderWidth(of: panel)
            if width > 0 { self.stroke(panel.fitted.borders, colour: .white, width: width) }
            self.stroke(panel.fitted.outlines, colour: .mention, width: panel.fitted.outlineWidth(unit: plate.layout.unit))
        }
        cairo_set_line_join(self.context, CAIRO_LINE_JOIN_ROUND)
        self.prepareText()
        for panel in plate.panels {
            if let frame = panel.frame { self.stroke([frame.outline], colour: Colour(0x929292), width: 0.8 * plate.layout.unit) }
            if let name = panel.name { self.draw(name) }
        }
        for text in plate.names { self.draw(text) }
        if let bar = plate.scaleBar {
            self.stroke([bar.line], colour: .mention, width: max(plate.layout.unit, 1))
            self.draw(bar.label)
        }
    }

    /// Draws the words around the map, and the legend.
    func drawWords(of sheet: MapSheet) {
        self.prepareText()
        for text in sheet.headings + sheet.footers { self.draw(text) }
        self.draw(sheet.legend, unit: sheet.plate.layout.unit)
    }

    private func draw(_ legend: LegendBlock, unit: Double) {
        for text in legend.heading + legend.notes { self.draw(text) }
        for entry in legend.entries {
            let swatch = entry.swatch
            self.set(entry.valueClass.fill, unit: unit)
            cairo_rectangle(self.context, swatch.x, swatch.y, swatch.width, swatch.height)
            cairo_fill_preserve(self.context)
            self.set(Colour(0x929292))
            cairo_set_line_width(self.context, 0.6 * unit)
            cairo_stroke(self.context)
            self.draw(entry.label)
            self.draw(entry.count)
        }
    }

    // MARK: Lines and colours

    func stroke(_ lines: [[ScreenPoint]], colour: Colour, width: Double) {
        self.set(colour)
        cairo_set_line_width(self.context, width)
        for line in lines {
            self.trace(line, isClosed: line.count > 2 && line.first == line.last)
            cairo_stroke(self.context)
        }
    }

    func trace(_ line: [ScreenPoint], isClosed: Bool) {
        guard let first = line.first else { return }
        cairo_move_to(self.context, first.x, first.y)
        for point in line.dropFirst() { cairo_line_to(self.context, point.x, point.y) }
        if isClosed { cairo_close_path(self.context) }
    }

    func set(_ colour: Colour) {
        cairo_set_source_rgb(self.context, Double(colour.red) / 255, Double(colour.green) / 255, Double(colour.blue) / 255)
    }

    /// Sets what is drawn with: a pattern is drawn once on a small image that repeats.
    func set(_ fill: Fill, unit: Double) {
        guard fill.pattern != .plain else { return self.set(fill.colour) }
        let side = Self.tileSide(unit: unit)
        let tile = cairo_surface_create_similar(cairo_get_target(self.context), CAIRO_CONTENT_COLOR, Int32(side), Int32(side))
        defer { cairo_surface_destroy(tile) }
        let context = cairo_create(tile)
        defer { cairo_destroy(context) }
        Canvas(context: context).drawTile(of: fill, side: side)
        cairo_set_source_surface(self.context, tile, 0, 0)
        cairo_pattern_set_extend(cairo_get_source(self.context), CAIRO_EXTEND_REPEAT)
    }

    /// Returns how many pixels the side of a pattern's tile has.
    static func tileSide(unit: Double) -> Int { Int(max((Pattern.side * unit).rounded(), 4)) }

    /// Draws one tile of a pattern over all of a small picture.
    func drawTile(of fill: Fill, side: Int) {
        self.set(fill.colour)
        cairo_paint(self.context)
        cairo_scale(self.context, Double(side) / Pattern.side, Double(side) / Pattern.side)
        self.set(fill.ink)
        cairo_set_line_width(self.context, fill.pattern.strokeWidth)
        for stroke in fill.pattern.strokes {
            self.trace([stroke.from, stroke.to], isClosed: false)
            cairo_stroke(self.context)
        }
        for dot in fill.pattern.dots {
            cairo_arc(self.context, dot.x, dot.y, fill.pattern.dotRadius, 0, 2 * .pi)
            cairo_fill(self.context)
        }
    }

    // MARK: Text

    /// Has letters keep their true widths and shapes at every size, as on paper.
    func prepareText() {
        let options = cairo_font_options_create()
        defer { cairo_font_options_destroy(options) }
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
        cairo_set_font_options(self.context, options)
    }

    private func draw(_ text: PlacedText) {
        cairo_select_font_face(
            self.context, "DejaVu Sans", CAIRO_FONT_SLANT_NORMAL, text.isBold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL)
        cairo_set_font_size(self.context, text.size)
        // One character that Cairo does not admit would spoil the whole picture.
        let shown = text.text.drawable
        var left = text.place.x
        if text.anchor != .start {
            var extents = cairo_text_extents_t()
            cairo_text_extents(self.context, shown, &extents)
            left -= text.anchor == .middle ? extents.x_advance / 2 : extents.x_advance
        }
        if text.hasHalo {
            cairo_move_to(self.context, left, text.place.y)
            cairo_text_path(self.context, shown)
            self.set(.white)
            cairo_set_line_width(self.context, text.size * 0.25)
            cairo_stroke(self.context)
        }
        cairo_move_to(self.context, left, text.place.y)
        self.set(text.colour)
        cairo_show_text(self.context, shown)
    }
}

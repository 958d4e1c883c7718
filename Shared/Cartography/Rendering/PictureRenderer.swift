internal import CCairo

/// Draws a sheet with Cairo. Takes milliseconds of a processor: call it on a thread that may be held up.
public enum PictureRenderer {
    /// The media type of what `png` gives.
    public static let pngContentType = "image/png"

    /// The sheet as a PNG file.
    public static func png(_ sheet: MapSheet) throws(PictureError) -> [UInt8] {
        let surface = Surface(width: sheet.layout.size.width, height: sheet.layout.size.height)
        try surface.draw { canvas in canvas.draw(sheet) }
        return try surface.png()
    }

    /// The sheet as pixels, 4 bytes each: blue, green, red, unused. Rows follow one another without gaps.
    static func pixels(_ sheet: MapSheet) throws(PictureError) -> [UInt8] {
        let surface = Surface(width: sheet.layout.size.width, height: sheet.layout.size.height)
        try surface.draw { canvas in canvas.draw(sheet) }
        return surface.pixels()
    }
}

/// An image in memory, freed with its owner.
private struct Surface: ~Copyable {
    private let handle: OpaquePointer?
    private let width: Int

    init(width: Int, height: Int) {
        self.handle = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(width), Int32(height))
        self.width = width
    }

    deinit { cairo_surface_destroy(self.handle) }

    /// Draws. Cairo keeps the first error that happened and turns all later calls into nothing.
    func draw(_ body: (Canvas) -> Void) throws(PictureError) {
        let context = cairo_create(self.handle)
        defer { cairo_destroy(context) }
        body(Canvas(context: context))
        try Self.check(cairo_status(context))
    }

    func png() throws(PictureError) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(200_000)
        let status = withUnsafeMutablePointer(to: &bytes) { bytes in
            cairo_surface_write_to_png_stream(
                self.handle,
                { closure, data, count in
                    guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
                    closure.assumingMemoryBound(to: [UInt8].self).pointee.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(count)))
                    return CAIRO_STATUS_SUCCESS
                }, bytes)
        }
        try Self.check(status)
        return bytes
    }

    func pixels() -> [UInt8] {
        cairo_surface_flush(self.handle)
        guard let data = cairo_image_surface_get_data(self.handle) else { return [] }
        let (stride, height) = (Int(cairo_image_surface_get_stride(self.handle)), Int(cairo_image_surface_get_height(self.handle)))
        return (0..<height).flatMap { UnsafeBufferPointer(start: data + $0 * stride, count: self.width * 4) }
    }

    private static func check(_ status: cairo_status_t) throws(PictureError) {
        guard status != CAIRO_STATUS_SUCCESS else { return }
        throw PictureError(reason: String(cString: cairo_status_to_string(status)))
    }
}

/// Draws the parts of a sheet on any Cairo context: that of an image here, of a page one day.
private struct Canvas {
    let context: OpaquePointer?

    func draw(_ sheet: MapSheet) {
        let unit = sheet.layout.unit
        self.set(.white)
        cairo_paint(self.context)
        cairo_set_line_join(self.context, CAIRO_LINE_JOIN_BEVEL)
        cairo_set_tolerance(self.context, 0.2)
        cairo_set_fill_rule(self.context, CAIRO_FILL_RULE_EVEN_ODD)
        self.fillAreas(of: sheet)
        if sheet.borderWidth > 0 { self.stroke(sheet.fitted.borders, colour: .white, width: sheet.borderWidth) }
        self.stroke(sheet.fitted.outlines, colour: .mention, width: 1.1 * unit)
        cairo_set_line_join(self.context, CAIRO_LINE_JOIN_ROUND)
        self.prepareText()
        for text in sheet.names + sheet.headings + sheet.footers { self.draw(text) }
        self.draw(sheet.legend, unit: unit)
        if let bar = sheet.scaleBar {
            self.stroke([bar.line], colour: .mention, width: max(unit, 1))
            self.draw(bar.label)
        }
    }

    /// Communes of one class are filled one after the other, so that a class sets its colour or pattern once.
    private func fillAreas(of sheet: MapSheet) {
        var members = [[Int]](repeating: [], count: sheet.map.scale.classes.count)
        for (area, index) in sheet.classes.enumerated() { members[index].append(area) }
        for (index, areas) in members.enumerated() where !areas.isEmpty {
            self.set(sheet.map.scale.classes[index].fill, unit: sheet.layout.unit)
            for area in areas {
                for ring in sheet.fitted.rings[area] { self.trace(ring, isClosed: true) }
                cairo_fill(self.context)
            }
        }
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

    private func stroke(_ lines: [[ScreenPoint]], colour: Colour, width: Double) {
        self.set(colour)
        cairo_set_line_width(self.context, width)
        for line in lines {
            self.trace(line, isClosed: line.count > 2 && line.first == line.last)
            cairo_stroke(self.context)
        }
    }

    private func trace(_ line: [ScreenPoint], isClosed: Bool) {
        guard let first = line.first else { return }
        cairo_move_to(self.context, first.x, first.y)
        for point in line.dropFirst() { cairo_line_to(self.context, point.x, point.y) }
        if isClosed { cairo_close_path(self.context) }
    }

    private func set(_ colour: Colour) {
        cairo_set_source_rgb(self.context, Double(colour.red) / 255, Double(colour.green) / 255, Double(colour.blue) / 255)
    }

    /// Sets a fill: a pattern is drawn once on a small image that repeats.
    private func set(_ fill: Fill, unit: Double) {
        guard fill.pattern != .plain else { return self.set(fill.colour) }
        let side = max((Pattern.side * unit).rounded(), 4)
        let tile = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(side), Int32(side))
        defer { cairo_surface_destroy(tile) }
        let context = cairo_create(tile)
        defer { cairo_destroy(context) }
        let inner = Canvas(context: context)
        inner.set(fill.colour)
        cairo_paint(context)
        cairo_scale(context, side / Pattern.side, side / Pattern.side)
        inner.set(fill.ink)
        cairo_set_line_width(context, fill.pattern.strokeWidth)
        for stroke in fill.pattern.strokes {
            inner.trace([stroke.from, stroke.to], isClosed: false)
            cairo_stroke(context)
        }
        for dot in fill.pattern.dots {
            cairo_arc(context, dot.x, dot.y, fill.pattern.dotRadius, 0, 2 * .pi)
            cairo_fill(context)
        }
        cairo_set_source_surface(self.context, tile, 0, 0)
        cairo_pattern_set_extend(cairo_get_source(self.context), CAIRO_EXTEND_REPEAT)
    }

    /// Letters keep their true widths and shapes at every size, as on paper.
    private func prepareText() {
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
        var shown = ""
        for scalar in text.text.unicodeScalars { shown.unicodeScalars.append(scalar.isDrawable ? scalar : "\u{FFFD}") }
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

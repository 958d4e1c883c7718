internal import CCairo

/// A page of words, lines and squares, black on white, for what is printed and is no map. Lengths are in points, 72 to an inch.
public struct Paper {
    /// How letters look.
    public enum Face: Sendable {
        case plain
        case bold
        /// Each letter is as wide as the others, for codes.
        case code
    }

    /// Which end of a line of text stands at its place.
    public enum Anchor: Sendable {
        case start
        case middle
        case end
    }

    /// What a file says of itself.
    public struct Properties: Sendable {
        let title: String
        let subject: String
        let day: String

        /// Names what the file says of itself.
        ///
        /// - Parameter day: Stands as the file's date, `2026-11-23`.
        public init(title: String, subject: String, day: String) {
            self.title = title
            self.subject = subject
            self.day = day
        }
    }

    /// The width of A4, in points.
    public static let width = 595.28
    /// The height of A4, in points.
    public static let height = 841.89

    private let canvas: Canvas

    private init(_ canvas: Canvas) {
        self.canvas = canvas
        canvas.prepareText()
        canvas.set(Colour(0x000000))
    }

    // MARK: Drawing

    /// Writes a line of text whose baseline runs through `y`.
    public func write(_ text: String, x: Double, y: Double, size: Double, face: Face = .plain, anchor: Anchor = .start) {
        self.choose(face, size)
        let width = anchor == .start ? 0 : self.advance(of: text)
        cairo_move_to(self.canvas.context, x - (anchor == .middle ? width / 2 : anchor == .end ? width : 0), y)
        cairo_show_text(self.canvas.context, text.drawable)
    }

    /// Returns how wide a line of text is.
    public func width(of text: String, size: Double, face: Face = .plain) -> Double {
        self.choose(face, size)
        return self.advance(of: text)
    }

    /// Breaks a text into lines no wider than `width`, at spaces, and never at a no-break space. A word that is too wide has a line to itself.
    public func lines(of text: String, size: Double, face: Face = .plain, within width: Double) -> [String] {
        self.choose(face, size)
        return text.split(separator: " ").reduce(into: []) { lines, word in
            if let last = lines.last, self.advance(of: "\(last) \(word)") <= width {
                lines[lines.count - 1] = "\(last) \(word)"
            } else {
                lines.append(String(word))
            }
        }
    }

    /// Fills rectangles, given in units of `scale` points from a corner: exact squares, without seams.
    public func fill(_ rectangles: [(x: Int, y: Int, width: Int, height: Int)], from x: Double, _ y: Double, scale: Double) {
        cairo_save(self.canvas.context)
        defer { cairo_restore(self.canvas.context) }
        cairo_translate(self.canvas.context, x, y)
        cairo_scale(self.canvas.context, scale, scale)
        for rectangle in rectangles {
            cairo_rectangle(self.canvas.context, Double(rectangle.x), Double(rectangle.y), Double(rectangle.width), Double(rectangle.height))
        }
        cairo_fill(self.canvas.context)
    }

    /// Draws the outline of a rectangle.
    public func frame(x: Double, y: Double, width: Double, height: Double, stroke: Double) {
        cairo_rectangle(self.canvas.context, x, y, width, height)
        cairo_set_line_width(self.canvas.context, stroke)
        cairo_stroke(self.canvas.context)
    }

    /// Draws a straight line.
    public func line(from x: Double, _ y: Double, to otherX: Double, _ otherY: Double, stroke: Double) {
        cairo_move_to(self.canvas.context, x, y)
        cairo_line_to(self.canvas.context, otherX, otherY)
        cairo_set_line_width(self.canvas.context, stroke)
        cairo_stroke(self.canvas.context)
    }

    private func choose(_ face: Face, _ size: Double) {
        cairo_select_font_face(
            self.canvas.context, face == .code ? "DejaVu Sans Mono" : "DejaVu Sans", CAIRO_FONT_SLANT_NORMAL,
            face == .plain ? CAIRO_FONT_WEIGHT_NORMAL : CAIRO_FONT_WEIGHT_BOLD)
        cairo_set_font_size(self.canvas.context, size)
    }

    private func advance(of text: String) -> Double {
        var extents = cairo_text_extents_t()
        cairo_text_extents(self.canvas.context, text.drawable, &extents)
        return extents.x_advance
    }

    // MARK: Files

    /// Draws A4 pages as a PDF file. The same pages give the same bytes. Call it on a thread that may be held up.
    ///
    /// - Throws: `PictureError` past the deadline or the limit, or without memory.
    public static func pdf(
        pages: Int, _ properties: Properties, by deadline: ContinuousClock.Instant, limit: Int = 64 << 20, _ draw: (Paper, Int) -> Void
    ) throws(PictureError) -> [UInt8] {
        var isLate = false
        let bytes = try CairoPage.draw(
            pages: pages, width: self.width, height: self.height, limit: limit,
            CairoPage.Properties(title: properties.title, subject: properties.subject, author: "Vigie", day: properties.day)
        ) { canvas, page in
            draw(Paper(canvas), page)
            isLate = ContinuousClock.now >= deadline
            return !isLate
        }
        guard !isLate else { throw PictureError(reason: "it took too long") }
        return bytes
    }

    /// Draws one A4 page as a PNG picture, so many pixels to a point, to look at it.
    ///
    /// - Throws: `PictureError` when there is no memory for it.
    public static func png(scale: Double, _ draw: (Paper) -> Void) throws(PictureError) -> [UInt8] {
        guard let size = PictureSize(width: Int((self.width * scale).rounded()), height: Int((self.height * scale).rounded())) else {
            throw PictureError(reason: "no picture is \(scale) pixels a point")
        }
        let pixels = try CairoPicture.draw(size: size, isTransparent: false) { canvas in
            canvas.scale(scale)
            draw(Paper(canvas))
        }
        return try PNGWriter.file(pixels, size: size)
    }
}

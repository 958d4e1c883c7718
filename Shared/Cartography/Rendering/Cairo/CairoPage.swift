internal import CCairo

/// Draws PDF pages with Cairo and keeps them in memory.
enum CairoPage {
    /// What the file says of itself.
    struct Properties {
        let title: String
        let subject: String
        let author: String
        /// The day that stands as the file's date, `2026-11-23`; with the hour of drawing no two files would be alike.
        let day: String
    }

    /// The bytes that were written so far. Past its limit it accepts nothing more; Cairo does not always tell that, so it is noted too.
    private struct Sink {
        var bytes: [UInt8] = []
        var isFull = false
        let limit: Int

        mutating func take(_ data: UnsafeBufferPointer<UInt8>) -> cairo_status_t {
            guard !self.isFull, self.bytes.count + data.count <= self.limit else {
                self.isFull = true
                return CAIRO_STATUS_WRITE_ERROR
            }
            self.bytes.append(contentsOf: data)
            return CAIRO_STATUS_SUCCESS
        }
    }

    /// Draws one page, so many points wide and high.
    ///
    /// - Throws: `PictureError` past the limit, or without memory.
    static func draw(
        width: Double, height: Double, limit: Int, _ properties: Properties, _ body: (Canvas) -> Void
    ) throws(PictureError) -> [UInt8] {
        try self.draw(pages: 1, width: width, height: height, limit: limit, properties) { canvas, _ in
            body(canvas)
            return true
        }
    }

    /// Draws several pages, as long as `body` goes on.
    ///
    /// - Throws: `PictureError` past the limit, or without memory.
    static func draw(
        pages: Int, width: Double, height: Double, limit: Int, _ properties: Properties, _ body: (Canvas, Int) -> Bool
    ) throws(PictureError) -> [UInt8] {
        var sink = Sink(limit: limit)
        let status = withUnsafeMutablePointer(to: &sink) { sink in
            let surface = cairo_pdf_surface_create_for_stream(
                { closure, data, count in
                    guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
                    return closure.assumingMemoryBound(to: Sink.self).pointee.take(UnsafeBufferPointer(start: data, count: Int(count)))
                }, sink, width, height)
            defer { cairo_surface_destroy(surface) }
            let known: [(cairo_pdf_metadata_t, String)] = [
                (CAIRO_PDF_METADATA_TITLE, properties.title), (CAIRO_PDF_METADATA_SUBJECT, properties.subject),
                (CAIRO_PDF_METADATA_AUTHOR, properties.author), (CAIRO_PDF_METADATA_CREATE_DATE, "\(properties.day)T00:00:00Z"),
            ]
            for (property, text) in known { cairo_pdf_surface_set_metadata(surface, property, text.drawable) }
            let context = cairo_create(surface)
            for page in 0..<pages {
                cairo_save(context)
                let goesOn = body(Canvas(context: context), page)
                cairo_restore(context)
                cairo_show_page(context)
                guard goesOn else { break }
            }
            let status = cairo_status(context)
            cairo_destroy(context)
            // The file is whole only now.
            cairo_surface_finish(surface)
            return status == CAIRO_STATUS_SUCCESS ? cairo_surface_status(surface) : status
        }
        guard !sink.isFull else { throw PictureError(reason: "it has more than \(limit) bytes") }
        try PictureError.check(status)
        return sink.bytes
    }
}

internal import CCairo

/// Draws pictures in memory with Cairo.
enum CairoPicture {
    /// Draws a picture of a size, on white or on nothing, and returns its pixels row by row: `0xAARRGGBB`, premultiplied.
    ///
    /// - Throws: `PictureError` when there is no memory for it.
    static func draw(width: Int, height: Int, isTransparent: Bool, _ body: (Canvas) -> Void) throws(PictureError) -> [UInt32] {
        var pixels = [UInt32](repeating: isTransparent ? 0 : 0xFFFF_FFFF, count: width * height)
        try Self.draw(on: &pixels, width: width, height: height, format: isTransparent ? CAIRO_FORMAT_ARGB32 : CAIRO_FORMAT_RGB24, body)
        return pixels
    }

    static func draw(size: PictureSize, isTransparent: Bool, _ body: (Canvas) -> Void) throws(PictureError) -> [UInt32] {
        try Self.draw(width: size.width, height: size.height, isTransparent: isTransparent, body)
    }

    /// Draws over opaque pixels.
    ///
    /// - Throws: `PictureError` when there is no memory for it, or the pixels are not of that size.
    static func draw(on pixels: inout [UInt32], size: PictureSize, _ body: (Canvas) -> Void) throws(PictureError) {
        try Self.draw(on: &pixels, width: size.width, height: size.height, format: CAIRO_FORMAT_RGB24, body)
    }

    private static func draw(
        on pixels: inout [UInt32], width: Int, height: Int, format: cairo_format_t, _ body: (Canvas) -> Void
    ) throws(PictureError) {
        // What Cairo does not know the length of, we have to.
        guard width > 0, height > 0, pixels.count == width * height, cairo_format_stride_for_width(format, Int32(clamping: width)) == width * 4
        else { throw PictureError(reason: "\(pixels.count) pixels are not \(width) by \(height)") }
        let status = pixels.withUnsafeMutableBytes { bytes in
            let surface = cairo_image_surface_create_for_data(
                bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), format, Int32(clamping: width), Int32(clamping: height),
                Int32(clamping: width * 4))
            defer { cairo_surface_destroy(surface) }
            let context = cairo_create(surface)
            defer { cairo_destroy(context) }
            body(Canvas(context: context))
            cairo_surface_flush(surface)
            return cairo_status(context)
        }
        try PictureError.check(status)
        // The unused byte of each pixel is left as it comes.
        if format == CAIRO_FORMAT_RGB24 { for index in pixels.indices { pixels[index] |= 0xFF00_0000 } }
    }
}

extension PictureError {
    /// Throws the error that Cairo noted, if there is one. Cairo keeps the first error and turns all later calls into nothing.
    static func check(_ status: cairo_status_t) throws(PictureError) {
        guard status != CAIRO_STATUS_SUCCESS else { return }
        throw PictureError(reason: String(cString: cairo_status_to_string(status)))
    }
}

import Hummingbird

/// What drawing a picture costs, in thousands of pixels: what a picture of the same time would have.
///
/// A PNG of 4,000 × 4,000 holds the drawing thread 1.2 s, one of 1,000 × 800 about 9 ms (docs/performance.md). What a page or
/// an SVG costs hangs on its borders, not on its size; the figures for these are chosen, not measured.
enum PictureCost {
    /// The most that one caller may have under way at once: the largest picture, and a page full of usual ones beside it.
    static let underWay = 24_000
    /// The most that one caller may have drawn in a second, over time: a quarter of the thread. Ten times as much may come at once.
    static let perSecond = 4_000

    /// Returns the cost of what a request asks for. For sizes that are not admitted, and so not drawn, it returns any number.
    static func of(_ request: Request, form: Substring) -> Int {
        func side(_ name: Substring) -> Int? {
            request.uri.queryParameters[name].flatMap { Int($0) }.map { min(max($0, 1), 4_000) }
        }
        switch form {
        case "pdf": return 8_000
        case "svg": return 1_500
        default:
            let (width, height) = (side("width"), side("height"))
            return max((width ?? height ?? 1_200) * (height ?? width ?? 1_200) / 1_000, 100)
        }
    }
}

/// The size of a picture, in pixels.
public struct PictureSize: Hashable, Sendable {
    /// The width, in pixels.
    public let width: Int
    /// The height, in pixels.
    public let height: Int

    /// The widths that a picture may have: small enough for a telephone, large enough for an A3 page at 240 dots an inch.
    public static let widths = 320...4_000
    /// The heights that a picture may have.
    public static let heights = 240...4_000
    /// The usual size, 1,000 by 800.
    public static let usual = PictureSize(uncheckedWidth: 1_000, height: 800)

    /// The square, 1,000 by 1,000.
    public static let square = PictureSize(uncheckedWidth: 1_000, height: 1_000)
    /// A4 on its side, at 96 pixels to an inch.
    public static let page = PictureSize(uncheckedWidth: 1_123, height: 794)

    private init(uncheckedWidth width: Int, height: Int) {
        self.width = width
        self.height = height
    }

    /// Checks a size; nil outside of `widths` and `heights`.
    public init?(width: Int, height: Int) {
        guard Self.widths.contains(width), Self.heights.contains(height) else { return nil }
        self.init(uncheckedWidth: width, height: height)
    }
}

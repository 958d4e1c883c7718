/// The colours of the maps.
///
/// Neighbouring classes differ by 9 at least in CIEDE2000, also for who does not see red, green or blue; a test holds them to
/// it. Sequential and diverging schemes are ColorBrewer's (C. Brewer, M. Harrower, Penn State, colorbrewer2.org, Apache 2.0),
/// all marked colour-blind safe there. Levels bear the usual names of French vigilance maps, so their hues are given; their
/// lightness falls with gravity and each has its own pattern.
enum Palette {
    /// For an area that declared nothing: grey hatching, like no colour of a value.
    static let silent = Fill(Colour(0xF2F2F2), pattern: .falling, ink: Colour(0xB0B0B0))
    /// For an area that declared and for which the indicator has no meaning.
    static let undefined = Fill(Colour(0xE3E3E3), pattern: .dotted, ink: Colour(0x8A8A8A))

    /// For an area that is not watched: paper with a few faint dots.
    static let unwatched = Fill(.white, pattern: .sparse, ink: Colour(0xBDBDBD))

    /// For counts of deaths: ColorBrewer's BuPu in 9 classes, five of its steps and a very light one for zero.
    static let deaths = [0xDFEAF3, 0x9EBCDA, 0x8C96C6, 0x8C6BB1, 0x88419D, 0x4D004B].map(Self.plain)
    /// For rates: ColorBrewer's YlGnBu in 9 classes, five of its steps and a very light one for zero; the fourth is darker than theirs, which
    /// nearly is the third for somebody who does not see blue.
    static let rate = [0xF3F6E4, 0xC7E9B4, 0x7FCDBB, 0x2F9CBF, 0x225EA8, 0x081D58].map(Self.plain)
    /// For ratios: ColorBrewer's PuOr in 9 classes, reversed: below what was expected in violet, above it in orange.
    static let ratio = [0xE6E4F1, 0xB2ABD2, 0xF4F1E6, 0xFEE0B6, 0xFDB863, 0xE08214, 0xB35806].map(Self.plain)
    /// For completeness: four steps of ColorBrewer's Blues in 9 classes.
    static let completeness = [0xDEEBF7, 0x9ECAE1, 0x4292C6, 0x08519C].map(Self.plain)

    static let green = Fill(Colour(0xA8D5A2))
    static let yellow = Fill(Colour(0xFFE45C), pattern: .dotted, ink: Colour(0xB38F00))
    static let orange = Fill(Colour(0xF58A1F), pattern: .rising, ink: Colour(0xB85C00))
    static let red = Fill(Colour(0xB5121B), pattern: .crossed, ink: Colour(0x7A0A10))
    static let unjudged = Fill(Colour(0xDCDCDC), pattern: .level, ink: Colour(0x9A9A9A))

    private static func plain(_ hexadecimal: Int) -> Fill { Fill(Colour(UInt32(hexadecimal))) }
}

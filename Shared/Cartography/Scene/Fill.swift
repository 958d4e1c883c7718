/// How a surface is painted: a colour, and perhaps a pattern in another.
public struct Fill: Hashable, Sendable {
    /// The colour of the whole surface.
    public let colour: Colour
    /// The pattern over it.
    public let pattern: Pattern
    /// The colour that the pattern is drawn in.
    public let ink: Colour

    /// Makes a fill of a colour, with a pattern over it where one is given.
    public init(_ colour: Colour, pattern: Pattern = .plain, ink: Colour = .white) {
        self.colour = colour
        self.pattern = pattern
        self.ink = ink
    }
}

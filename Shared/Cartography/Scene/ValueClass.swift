/// One colour of a map: which values it stands for, and what the legend says of it.
public struct ValueClass: Hashable, Sendable {
    /// The name of its class in CSS: `v0`, `v1`… for values, `none`, `unknown`, or a level.
    public let name: String
    /// What the legend says, in French.
    public let label: String
    /// The least value in it; nil for what is not a value.
    public let lower: Double?
    /// How its areas are painted.
    public let fill: Fill
}

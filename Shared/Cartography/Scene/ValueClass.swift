/// One class of a map: which values it stands for, how they are painted, and what the legend says.
public struct ValueClass: Hashable, Sendable {
    /// The name of its class in CSS: `v0`, `v1`… for values, `none`, `unknown`, or a level.
    public let name: String
    /// What the legend says, in French.
    public let label: String
    /// The least value in it; `nil` where the class is of no values.
    public let lower: Double?
    /// How its areas are painted.
    public let fill: Fill
}

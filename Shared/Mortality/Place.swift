/// The kind of place a death happened in.
///
/// INSEE's LIEUDEC2 maps to it: `Logem` home, `HosMar` careHome, `HopCli` healthFacility, `Autres` publicSpace or
/// other, blank unknown.
public enum Place: String, Numbered {
    case home
    case careHome
    case healthFacility
    case publicSpace
    case other
    case unknown

    /// The number that messages and the database know it by.
    public var number: Int16 {
        switch self {
        case .home: 1
        case .careHome: 2
        case .healthFacility: 3
        case .publicSpace: 4
        case .other: 5
        case .unknown: 6
        }
    }
}

/// What the surfaces of a map are.
public enum MapDivision: String, CaseIterable, Hashable, Sendable {
    case communes
    case departments
}

import Mortality

/// Something that happens to an alert, before it has a number and a time.
struct Happening: Hashable, Sendable {
    let kind: AlertEventKind
    var by = ""
    var comment = ""
    let before: Level
    let after: Level
    var day: CivilDay?
}

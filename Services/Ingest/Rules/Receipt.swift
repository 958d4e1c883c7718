import Mortality

/// Which declaration, at which revision, a receipt was given for.
struct Receipt: Hashable, Sendable {
    let commune: CommuneCode
    let revision: Revision
}

import Mortality
import Runtime

/// Why a declaration is not taken, and its id as far as it could be read.
struct Refusal: Error, Hashable, Sendable {
    let id: DeclarationID?
    let problem: Problem
}

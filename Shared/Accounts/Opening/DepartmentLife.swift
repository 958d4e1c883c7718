public import Mortality

/// Whether a department takes declarations: it is open, paused for a while, or closed. Its figures stay in each state.
public struct DepartmentLife: Hashable, Sendable {
    /// Whether declarations are taken, and if not, for how long.
    public enum State: String, CaseIterable, Hashable, Sendable {
        case open
        /// Declarations are refused, with the word that was chosen, until the department resumes.
        case paused
        /// Declarations are refused until the department is opened again.
        case closed
    }

    /// What somebody does to a department.
    public enum Step: Hashable, Sendable {
        /// Opens the department, or makes what an earlier opening left out; a paused one stays paused.
        case open
        case pause(DepartmentWord?)
        case resume
        case close(DepartmentWord?)
    }

    /// Whether the department declares now.
    public let state: State
    /// When it came into this state.
    public let since: Instant
    /// The line that people are told while declarations are refused; `nil` where nobody chose one.
    public let word: String?
    /// When it was opened first; `nil` for one that was loaded and never opened.
    public let openedAt: Instant?
    /// The telephone number that town halls are told to call; `nil` where nobody chose one.
    public let callCentre: String?

    /// Makes a life of what the database says of a department.
    public init(state: State, since: Instant, word: String? = nil, openedAt: Instant? = nil, callCentre: String? = nil) {
        self.state = state
        self.since = since
        self.word = word
        self.openedAt = openedAt
        self.callCentre = callCentre
    }

    /// Whether declarations are taken.
    public var takesDeclarations: Bool { self.state == .open }

    /// Returns the state and the word after a step; `nil` when the step changes neither.
    ///
    /// - Parameter life: `nil` for a department that nobody has opened, paused or closed.
    /// - Throws: `AccountError` of code `closed` for what is done to a closed department, which must be opened again first.
    static func after(_ step: Step, of life: DepartmentLife?) throws(AccountError) -> (state: State, word: String?)? {
        let next: (state: State, word: String?)
        switch step {
        case .open:
            if life?.state == .paused { return nil }
            next = (.open, nil)
        case .pause(let word):
            guard life?.state != .closed else { throw AccountError(.closed, "the department is closed: open it again first") }
            next = (.paused, word?.text)
        case .resume:
            guard life?.state != .closed else { throw AccountError(.closed, "the department is closed: open it again first") }
            next = (.open, nil)
        case .close(let word): next = (.closed, word?.text)
        }
        guard let life else { return next }
        return life.state == next.state && life.word == next.word ? nil : next
    }
}

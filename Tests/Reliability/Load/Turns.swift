/// Hands out numbers from 0 on, each once.
actor Turns {
    private let count: Int
    private var taken = 0

    init(count: Int) { self.count = count }

    /// Returns the next number; `nil` when all have been handed out.
    func next() -> Int? {
        guard taken < count else { return nil }
        taken += 1
        return taken - 1
    }
}

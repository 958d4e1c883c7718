/// Hands out numbers from 0 on, each once.
actor Turns {
    private let count: Int
    private var taken = 0

    init(count: Int) { self.count = count }

    /// The next number; nil when all are taken.
    func next() -> Int? {
        guard taken < count else { return nil }
        taken += 1
        return taken - 1
    }
}

import Testing

extension HouseClient {
    /// Declares zero deaths for a commune of the exercise department again and again while something else goes on, and returns how long each
    /// answer took, the shortest time first.
    func declareMeanwhile(for time: Duration, each pace: Duration) async throws -> [Duration] {
        let silent = try await self.department("00").date
        let begin = ContinuousClock.now
        let end = begin + time
        return try await withThrowingTaskGroup(of: Duration.self) { group in
            // It keeps to the clock, so that a pause which takes too long is made up for.
            var next = begin
            while next < end {
                group.addTask {
                    var declaration = Declaration(commune: "00007", occurredOn: silent)
                    (declaration.place, declaration.cause, declaration.deaths) = (nil, nil, 0)
                    let began = ContinuousClock.now
                    let answer = try await self.declare(declaration)
                    #expect(answer.status == 202)
                    return .now - began
                }
                next += pace
                try await Task.sleep(until: next, clock: .continuous)
            }
            return try await group.reduce(into: [Duration]()) { $0.append($1) }.sorted()
        }
    }
}

import Testing

@testable import Runtime

@Suite struct CorrelationTests {
    private static let id = "4bf92f3577b34da6a3ce929d0e0e4736"

    @Test func readsATraceparent() {
        #expect(Correlation(traceparent: "00-\(Self.id)-00f067aa0ba902b7-01")?.text == Self.id)
        // A later version may have more parts.
        #expect(Correlation(traceparent: "01-\(Self.id)-00f067aa0ba902b7-01-more")?.text == Self.id)
    }

    @Test(arguments: [
        "", "00", "00-\(id)-00f067aa0ba902b7", "00-\(id.dropLast())-00f067aa0ba902b7-01", "00-\(id.uppercased())-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01", "ff-\(id)-00f067aa0ba902b7-01", "00-\(id)-00f067aa0ba902b-01",
        "00-4bf92f3577b34da6a3ce929d0e0e473é-00f067aa0ba902b7-01", "----", "00-\(id)-00f067aa0ba902b7-0\n",
    ])
    func refusesWhatIsNone(_ text: String) { #expect(Correlation(traceparent: text) == nil) }

    @Test func goesAroundUnchanged() {
        for _ in 0..<200 {
            let one = Correlation()
            #expect(Correlation(one.text) == one)
            #expect(Correlation(traceparent: one.traceparent) == one)
            #expect(one.traceparent != one.traceparent)
        }
    }

    @Test func isNewEachTime() { #expect(Set((0..<1_000).map { _ in Correlation().text }).count == 1_000) }
}

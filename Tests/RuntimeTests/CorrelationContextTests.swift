import ServiceContextModule
import Testing

@testable import Runtime

@Suite("What a task belongs to")
struct CorrelationContextTests {
    private enum Other: ServiceContextKey { typealias Value = Int }

    @Test("It holds within, is another within another, and ends with the work; what else the context holds stays")
    func scope() async throws {
        struct Failure: Error {}
        let (outer, inner) = (Correlation(), Correlation())
        #expect(Correlation.current == nil)
        #expect(Correlation.currentOrNew != Correlation.currentOrNew)
        var context = ServiceContext.topLevel
        context[Other.self] = 7
        await ServiceContext.withValue(context) {
            await outer.during {
                #expect(Correlation.current == outer && Correlation.currentOrNew == outer && ServiceContext.current?[Other.self] == 7)
                await inner.during { #expect(Correlation.current == inner) }
                #expect(Correlation.current == outer)
            }
        }
        await #expect(throws: Failure.self) { try await outer.during { throw Failure() } }
        #expect(Correlation.current == nil)
    }
}

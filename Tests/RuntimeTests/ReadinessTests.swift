import Testing
import Threading

@testable import Runtime

@Suite struct ReadinessTests {
    @Test func nothingAskedForIsReady() async {
        let report = await Readiness().report()
        #expect(report.isReady && report.names.isEmpty)
    }

    @Test func whatIsAwayIsNamed() async {
        let readiness = Readiness()
        readiness.require("reference") { nil }
        readiness.require("broker") { "connection refused" }
        let report = await readiness.report()
        #expect(!report.isReady)
        #expect(report.names == ["broker", "reference"])
        #expect(report.absences == ["broker": "connection refused"])
    }

    @Test func whatIsAmissIsToldAndIsNoReasonNotToAnswer() async {
        let readiness = Readiness()
        readiness.require("broker") { nil }
        readiness.note("departments") { "56 fails" }
        readiness.note("nothing") { nil }
        let report = await readiness.report()
        #expect(report.isReady && report.notes == ["departments": "56 fails"])
    }

    @Test func everyReportAsksAnew() async {
        let absence = Locked<String?>("not yet")
        let readiness = Readiness()
        readiness.require("broker") { absence.withLock { $0 } }
        #expect(await readiness.report().isReady == false)
        absence.withLock { $0 = nil }
        #expect(await readiness.report().isReady)
        absence.withLock { $0 = "gone again" }
        #expect(await readiness.report().absences == ["broker": "gone again"])
    }

    @Test("A check that does not come back is told as away", .timeLimit(.minutes(1)))
    func aCheckThatHangs() async {
        let readiness = Readiness(patience: .milliseconds(20))
        readiness.require("database") {
            try? await Task.sleep(for: .seconds(3_600))
            return nil
        }
        readiness.require("broker") { nil }
        #expect(await readiness.report().absences.keys.sorted() == ["database"])
    }
}

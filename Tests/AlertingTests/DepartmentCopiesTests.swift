import Mortality
import Testing

@testable import Alerting

/// The tests of the state of departments' copies, as traces.
@Suite struct DepartmentCopiesTests {
    @Test func aSnapshotToItsEndMakesWhole() throws {
        let (morbihan, rhin) = (try DepartmentCode("56"), try DepartmentCode("68"))
        var copies = DepartmentCopies()
        #expect(!copies.isWhole(morbihan) && copies.accepts(morbihan))
        let before = copies.began(morbihan)
        #expect(!copies.isWhole(morbihan) && copies.accepts(morbihan))
        copies.copied(morbihan, since: before)
        #expect(copies.isWhole(morbihan))
        let mended = copies.judged(morbihan, since: before)
        #expect(!mended, "it did not fail before")
        copies.left(morbihan)
        #expect(copies.isWhole(morbihan))
        #expect(copies.missing(among: [rhin, morbihan]) == [rhin])
    }

    @Test func whatFailsIsLetGoUntilASnapshotWentThrough() throws {
        let morbihan = try DepartmentCode("56")
        var copies = DepartmentCopies()
        copies.copied(morbihan, since: copies.began(morbihan))
        copies.left(morbihan)
        copies.failed(morbihan, because: "too many")
        #expect(!copies.isWhole(morbihan) && !copies.accepts(morbihan))
        #expect(copies.failing == [morbihan: .init(reason: "too many", times: 1)])
        #expect(copies.missing(among: [morbihan]).isEmpty, "it is named, and keeps nobody from being ready")

        // A snapshot that fails again changes nothing but the number of failures.
        _ = copies.began(morbihan)
        #expect(copies.accepts(morbihan), "what comes while a snapshot is taken may not be in it")
        copies.failed(morbihan, because: "too many still")
        copies.left(morbihan)
        #expect(!copies.accepts(morbihan))
        #expect(copies.failing[morbihan]?.times == 2)

        let before = copies.began(morbihan)
        copies.copied(morbihan, since: before)
        #expect(copies.isWhole(morbihan), "changes are judged from here on")
        let isMended = copies.judged(morbihan, since: before)
        #expect(isMended)
        copies.left(morbihan)
        #expect(copies.isWhole(morbihan) && copies.failing.isEmpty)
    }

    @Test func aChangeThatFailsDuringASnapshotAsksForAnother() throws {
        let morbihan = try DepartmentCode("56")
        var copies = DepartmentCopies()
        copies.failed(morbihan, because: "a")
        let before = copies.began(morbihan)
        copies.failed(morbihan, because: "b")
        copies.copied(morbihan, since: before)
        let isMended = copies.judged(morbihan, since: before)
        #expect(!isMended)
        copies.left(morbihan)
        #expect(!copies.isWhole(morbihan) && copies.failing[morbihan]?.reason == "b")
    }
}

import Testing
import Threading

@Suite struct StopSignalTests {
    @Test("All who wait are let go, those who come later do not wait, and a second stop does nothing")
    func releasesAll() async {
        let stop = StopSignal()
        #expect(!stop.isStopped)
        await withTaskGroup { group in
            for _ in 0..<50 { group.addTask { await stop.wait() } }
            stop.stop()
            stop.stop()
            await group.waitForAll()
        }
        #expect(stop.isStopped)
        await stop.wait()
    }

    @Test("Who is cancelled waits no longer, and has stopped nobody")
    func cancelled() async {
        let stop = StopSignal()
        await withTaskGroup { group in
            group.addTask { await stop.wait() }
            group.cancelAll()
            await group.waitForAll()
        }
        #expect(!stop.isStopped)
    }

    @Test("A sleep lasts its time, or until the stop")
    func sleeps() async {
        let stop = StopSignal()
        let whole = await ContinuousClock().measure { await stop.sleep(for: .milliseconds(30)) }
        #expect(whole >= .milliseconds(30))
        let cut = await ContinuousClock().measure {
            async let sleep: Void = stop.sleep(for: .seconds(60))
            stop.stop()
            await sleep
        }
        #expect(cut < .seconds(30))
    }
}

import NIOCore

/// Runs tasks on an event loop, so that a request is read, treated and answered by one thread.
///
/// Without it each request goes to and fro between the loop and Swift's pool, and those wake-ups cost more than its
/// treatment.
final class EventLoopExecutor: TaskExecutor {
    private let loop: any EventLoop

    init(_ loop: any EventLoop) { self.loop = loop }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        self.loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}

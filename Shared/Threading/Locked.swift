import Glibc

/// A value that threads share behind a lock.
///
/// The lock is a `pthread_mutex_t`, which ThreadSanitizer understands; `Synchronization.Mutex` it does not, on Linux.
///
/// The use of `@unchecked Sendable` is safe: `value` is reached only between locking and unlocking the mutex.
public final class Locked<Value>: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private var value: Value

    /// Puts a value behind a lock.
    public init(_ value: sending Value) {
        self.value = value
        pthread_mutex_init(self.mutex, nil)
    }

    deinit {
        pthread_mutex_destroy(self.mutex)
        self.mutex.deallocate()
    }

    /// Runs `body` with the value, alone. The body must be short and must not take the lock again.
    public func withLock<Result, Failure: Error>(_ body: (inout Value) throws(Failure) -> Result) throws(Failure) -> Result {
        pthread_mutex_lock(self.mutex)
        defer { pthread_mutex_unlock(self.mutex) }
        return try body(&self.value)
    }
}

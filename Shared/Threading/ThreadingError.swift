/// Why a thread could not be made.
public struct ThreadingError: Error, CustomStringConvertible {
    /// The call of the operating system that failed.
    public let call: String
    /// The `errno` that the call left.
    public let number: Int32

    init(_ call: String, _ number: Int32) {
        self.call = call
        self.number = number
    }

    /// Says in English which call failed and with which number, and what may be the reason.
    public var description: String {
        "a connection thread could not be started: \(self.call) failed with errno \(self.number); the process may have too many threads or open files"
    }
}

import AsyncHTTPClient
import NIOCore

/// The body of a request that comes piece by piece.
enum SlowBody {
    /// Returns pieces of `size` bytes with a pause after each, and the end once all have come; where more was announced, nothing more.
    static func pieces(_ count: Int, of size: Int, every pause: Duration, announcing length: Int? = nil) -> HTTPClientRequest.Body {
        let stream = AsyncStream<ByteBuffer> { continuation in
            let task = Task {
                for _ in 0..<count {
                    continuation.yield(ByteBuffer(repeating: UInt8(ascii: " "), count: size))
                    try await Task.sleep(for: pause)
                }
                if length == nil { continuation.finish() } else { try await Task.sleep(for: .seconds(300)) }
            }
            continuation.onTermination = { _ in task.cancel() }
        }
        return .stream(stream, length: .known(Int64(length ?? count * size)))
    }
}

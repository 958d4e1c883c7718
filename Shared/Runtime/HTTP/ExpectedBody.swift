import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTPTypes

/// The body of a client that asked with `Expect: 100-continue` whether it may send it (RFC 9110, section 10.1.1). It is told to send when
/// somebody begins to read; a client that is refused before, by its headers, is never told to.
struct ExpectedBody: AsyncSequence, Sendable {
    typealias Element = ByteBuffer

    let body: RequestBody
    let channel: any Channel

    /// Returns the request with such a body in place of its own, when the client asked.
    static func announced(_ request: Request, on channel: any Channel) -> Request {
        guard let expected = request.headers[.expect], expected.lowercased() == "100-continue" else { return request }
        var announced = request
        announced.body = RequestBody(asyncSequence: ExpectedBody(body: request.body, channel: channel))
        return announced
    }

    func makeAsyncIterator() -> Iterator { Iterator(body: self.body.makeAsyncIterator(), channel: self.channel) }

    struct Iterator: AsyncIteratorProtocol {
        fileprivate var body: RequestBody.AsyncIterator
        fileprivate let channel: any Channel
        private var isAnnounced = false

        fileprivate init(body: RequestBody.AsyncIterator, channel: any Channel) {
            self.body = body
            self.channel = channel
        }

        @concurrent mutating func next() async throws -> ByteBuffer? {
            if !self.isAnnounced {
                self.isAnnounced = true
                try await self.channel.writeAndFlush(HTTPResponsePart.head(HTTPResponse(status: .continue)))
            }
            return try await self.body.next()
        }
    }
}

import Formats
public import HTTPTypes
public import Hummingbird

/// An error told to an HTTP client in the form of RFC 9457, `application/problem+json`.
///
/// It never carries SQL, stack traces, hosts or versions.
public struct Problem: Error, ResponseGenerator, HTTPResponseError, Hashable, Sendable {
    /// The kind of problem, as in `/problems/<slug>`.
    public let slug: String
    /// The HTTP status of the answer.
    public let status: HTTPResponse.Status
    /// What kind of problem it is, in English: the same for all problems of one slug.
    public let title: String
    /// What is wrong with this request, in English.
    public let detail: String?
    /// The field at fault, for 422.
    public let field: String?
    /// Why the field's value is not admitted.
    public let reason: String?
    /// After how many seconds the same request may succeed.
    public let retryAfter: Int?
    /// Whether the client must show a key or a token, for 401.
    public let asksForKey: Bool
    /// The methods that the address takes, for 405.
    public let allow: [HTTPRequest.Method]
    /// Whether the connection is closed after it, since the rest of the request will not be read.
    public let closes: Bool

    /// Makes a problem; what is not given is not told.
    public init(
        _ slug: String, _ status: HTTPResponse.Status, title: String, detail: String? = nil, field: String? = nil,
        reason: String? = nil, retryAfter: Int? = nil, asksForKey: Bool = false, allow: [HTTPRequest.Method] = [], closes: Bool = false
    ) {
        self.slug = slug
        self.status = status
        self.title = title
        self.detail = detail
        self.field = field
        self.reason = reason
        self.retryAfter = retryAfter
        self.asksForKey = asksForKey
        self.allow = allow
        self.closes = closes
    }

    /// 400: the request cannot be read.
    public static func malformed(_ detail: String) -> Problem {
        Problem("malformed", .badRequest, title: "The request is malformed", detail: detail)
    }
    /// 401: there is no key or token, or none that is known.
    public static func unauthorized(_ detail: String) -> Problem {
        Problem("unauthorized", .unauthorized, title: "It is not known who asks", detail: detail, asksForKey: true)
    }
    /// 403: it is known who asks, and they may not.
    public static func forbidden(_ detail: String) -> Problem {
        Problem("forbidden", .forbidden, title: "This is beyond your reach", detail: detail)
    }
    /// 404: there is nothing at the address, or nothing that the asker may see.
    public static func notFound(_ detail: String) -> Problem {
        Problem("not-found", .notFound, title: "There is no such thing here", detail: detail)
    }
    /// 405: the address is there, and takes other methods.
    public static func methodNotAllowed(_ allow: [HTTPRequest.Method]) -> Problem {
        Problem(
            "method-not-allowed", .methodNotAllowed, title: "The address does not take this method",
            detail: "it takes \(self.list(allow))", allow: allow)
    }
    /// 408: the request did not come, or did not go on, in time.
    public static let timedOut = Problem(
        "timed-out", .requestTimeout, title: "The request did not come in time",
        detail: "headers and a body's first bytes are waited for 30 s; after that a body must come at 1 kB a second", retryAfter: 1, closes: true)
    /// 499: the client hung up before its request was whole. Nobody reads this answer, but it is counted and logged.
    public static let clientLeft = Problem(
        "client-left", .init(code: 499, reasonPhrase: "Client Closed Request"), title: "The client left before its request was whole", closes: true)
    /// 501: no address takes the method.
    public static let notImplemented = Problem("not-implemented", .notImplemented, title: "No address takes this method")
    /// 413: the body is larger than the address takes.
    public static func tooLarge(_ detail: String) -> Problem {
        Problem("too-large", .contentTooLarge, title: "The body is too large", detail: detail)
    }
    /// 415: the body's content type is none that the address takes.
    public static func unsupportedType(_ detail: String) -> Problem {
        Problem("unsupported-type", .unsupportedMediaType, title: "The content type is not taken here", detail: detail)
    }
    /// 422: a value can be read and cannot be meant.
    public static func notAdmitted(field: String, reason: String) -> Problem {
        Problem("not-admitted", .unprocessableContent, title: "A value is not admitted", detail: "\(field): \(reason)", field: field, reason: reason)
    }
    /// 409: what is asked cannot be done to the thing as it stands now.
    public static func conflict(_ detail: String) -> Problem {
        Problem("conflict", .conflict, title: "As it stands, this cannot be done", detail: detail)
    }
    /// 429: too many requests came; `retryAfter` is in seconds.
    public static func tooManyRequests(retryAfter: Int) -> Problem {
        Problem(
            "too-many-requests", .tooManyRequests, title: "Too many requests", detail: "send the same again in \(retryAfter) s",
            retryAfter: retryAfter)
    }
    /// 503: something that the answer needs is away; `retryAfter` is in seconds.
    public static func unavailable(_ detail: String, retryAfter: Int = 5) -> Problem {
        Problem("unavailable", .serviceUnavailable, title: "Not available now", detail: detail, retryAfter: retryAfter)
    }
    /// 500: an error that is not the client's; what it was is logged, not told.
    public static let `internal` = Problem(
        "internal", .internalServerError, title: "Something went wrong here", detail: "it was logged; sending the same again is safe")

    /// The problem as a JSON document.
    public var json: String {
        var members = ["\"type\":\"/problems/\(self.slug)\"", "\"title\":\(JSONText.quote(self.title))", "\"status\":\(self.status.code)"]
        if let detail { members.append("\"detail\":\(JSONText.quote(detail))") }
        if let field { members.append("\"field\":\(JSONText.quote(field))") }
        if let reason { members.append("\"reason\":\(JSONText.quote(reason))") }
        return "{\(members.joined(separator: ","))}"
    }

    /// Writes methods as `Allow` lists them.
    static func list(_ methods: [HTTPRequest.Method]) -> String { methods.map(\.rawValue).joined(separator: ", ") }

    /// The JSON document with a line's end, as it is sent.
    var document: String { self.json + "\n" }

    /// The response that carries the document.
    public var response: Response {
        var headers: HTTPFields = [.contentType: "application/problem+json", .cacheControl: "no-store"]
        if let retryAfter { headers[.retryAfter] = "\(retryAfter)" }
        if !self.allow.isEmpty { headers[.allow] = Self.list(self.allow) }
        if self.closes { headers[.connection] = "close" }
        if self.asksForKey { headers[.wwwAuthenticate] = "Bearer realm=\"vigie\"" }
        return Response(status: self.status, headers: headers, body: .init(byteBuffer: ByteBuffer(string: self.document)))
    }

    /// The response, whatever the request was.
    public func response(from request: Request, context: some RequestContext) throws -> Response { self.response }
}

/// What a browser lets an answer do (Content Security Policy, level 3). No policy lets what stands in the page itself run, and none lets
/// another site frame it.
public struct PagePolicy: Hashable, Sendable {
    /// The value of the header `Content-Security-Policy`.
    public let text: String

    private init(_ directives: String...) {
        self.text = (directives + ["base-uri 'none'", "frame-ancestors 'none'"]).joined(separator: "; ")
    }

    /// For data, and all that is no page: nothing is loaded and nothing runs.
    public static let data = PagePolicy("default-src 'none'", "form-action 'none'")
    /// For a page of words and forms.
    public static let page = PagePolicy(
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "font-src 'self'", "img-src 'self' data:", "connect-src 'self'",
        "manifest-src 'self'", "form-action 'self'")
    /// For a page with a map: MapLibre starts its worker from a blob, and makes its pictures as blobs.
    public static let map = PagePolicy(
        "default-src 'none'", "script-src 'self'", "worker-src blob:", "style-src 'self'", "font-src 'self'", "img-src 'self' data: blob:",
        "connect-src 'self'", "manifest-src 'self'", "form-action 'self'")
    /// For a service worker: it runs modules of ours, and asks for what it keeps.
    public static let worker = PagePolicy("default-src 'none'", "script-src 'self'", "connect-src 'self'", "form-action 'none'")
    /// For a picture that is a document (SVG): it is drawn with styles of its own, and nothing in it runs or loads.
    public static let drawing = PagePolicy(
        "script-src 'none'", "object-src 'none'", "connect-src 'none'", "frame-src 'none'", "img-src data:", "font-src data:", "form-action 'none'",
        "sandbox")

    /// Returns the policy of an answer of a media type that names no policy itself.
    static func usual(of type: String?) -> PagePolicy {
        guard let type else { return .data }
        if type.hasPrefix("text/html") { return .page }
        return type.hasPrefix("image/svg") ? .drawing : .data
    }
}

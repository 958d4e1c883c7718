/// What an answer may do in a browser (Content Security Policy, level 3). None lets anything stand in the page itself run, and
/// none lets another site frame it.
public struct PagePolicy: Hashable, Sendable {
    /// The header's value.
    public let text: String

    private init(_ directives: String...) {
        self.text = (directives + ["base-uri 'none'", "frame-ancestors 'none'"]).joined(separator: "; ")
    }

    /// Data, and all that is no page: it loads and runs nothing.
    public static let data = PagePolicy("default-src 'none'", "form-action 'none'")
    /// A page of words and forms.
    public static let page = PagePolicy(
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "font-src 'self'", "img-src 'self' data:", "connect-src 'self'",
        "manifest-src 'self'", "form-action 'self'")
    /// A page with a map: MapLibre starts its worker from, and makes its pictures as, a blob.
    public static let map = PagePolicy(
        "default-src 'none'", "script-src 'self'", "worker-src blob:", "style-src 'self'", "font-src 'self'", "img-src 'self' data: blob:",
        "connect-src 'self'", "manifest-src 'self'", "form-action 'self'")
    /// A service worker: it runs modules of ours, and asks for what it keeps.
    public static let worker = PagePolicy("default-src 'none'", "script-src 'self'", "connect-src 'self'", "form-action 'none'")
    /// A picture that is a document (SVG): it is drawn with styles of its own, and nothing in it runs or loads.
    public static let drawing = PagePolicy(
        "script-src 'none'", "object-src 'none'", "connect-src 'none'", "frame-src 'none'", "img-src data:", "font-src data:", "form-action 'none'",
        "sandbox")

    /// The one that an answer of a type has which names none.
    static func usual(of type: String?) -> PagePolicy {
        guard let type else { return .data }
        if type.hasPrefix("text/html") { return .page }
        return type.hasPrefix("image/svg") ? .drawing : .data
    }
}

/// The language that refusals are told in.
public enum Language: Hashable, Sendable {
    case english, french

    /// Chooses the language that a header `Accept-Language` prefers (RFC 9110, section 12.5.4): French when it is named, and nothing is
    /// preferred to it but what is not spoken here.
    public init(acceptLanguage header: String?) {
        var best: (language: Language, quality: Double)?
        for range in (header ?? "").split(separator: ",").prefix(32) {
            let parts = range.split(separator: ";").map { $0.filter { !$0.isWhitespace }.lowercased() }
            guard let tag = parts.first?.split(separator: "-").first else { continue }
            let language: Language
            switch tag {
            case "fr": language = .french
            case "en", "*": language = .english
            default: continue
            }
            let quality = parts.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
            if quality > 0, best.map({ quality > $0.quality }) ?? true { best = (language, quality) }
        }
        self = best?.language ?? .english
    }
}

import Formats

/// The passwords that many people have: 25,654 words of Django's list and of zxcvbn's. `SOURCES.md` beside this file says how they were
/// chosen, and under which licences they come.
enum FrequentPasswords {
    /// Whether a folded text is one of them.
    static func contain(_ folded: String) -> Bool { self.words.contains(folded) }

    /// The words, read once, when the first password is judged. The file is compiled in and a test counts its words, so reading does not fail.
    static let words: Set<String> = {
        let bytes = (try? Gzip.decompress(PackageResources.frequent_txt_gz, limit: 1 << 22)) ?? []
        return Set(String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init))
    }()
}

import Foundation

/// Writes an address with its query.
enum PageAddress {
    private static let unescaped = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")

    /// Returns the path with the terms as its query.
    ///
    /// - Parameter terms: What has no value is left out.
    static func text(_ path: String, _ terms: [(name: String, value: String)]) -> String {
        let pairs = terms.filter { !$0.value.isEmpty }.map { "\($0.name)=\($0.value.addingPercentEncoding(withAllowedCharacters: self.unescaped) ?? "")" }
        return pairs.isEmpty ? path : "\(path)?\(pairs.joined(separator: "&"))"
    }
}

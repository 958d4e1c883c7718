import Foundation

/// The links to the pages of a long list.
struct PagePagination: Sendable {
    struct Number: Sendable {
        let number: Int
        let address: String
        let isCurrent: Bool
    }

    let previous: String?
    let next: String?
    let numbers: [Number]

    /// Links numbered pages; `nil` for a list of one page. Of many pages it names the first, the last and those about the current one.
    ///
    /// - Parameter address: Of a page, counted from 1.
    init?(current: Int, of count: Int, address: (Int) -> String) {
        guard count > 1 else { return nil }
        let current = min(max(current, 1), count)
        self.previous = current > 1 ? address(current - 1) : nil
        self.next = current < count ? address(current + 1) : nil
        let named = Set([1, count] + Array(max(1, current - 2)...min(count, current + 2)))
        self.numbers = named.sorted().map { Number(number: $0, address: address($0), isCurrent: $0 == current) }
    }
}

extension PagePagination {
    /// Links the first page and the next one of a list whose pages are not counted.
    ///
    /// - Parameters:
    ///   - after: What this page begins after; `nil` for the first.
    ///   - next: What the next page begins after; `nil` at the end.
    ///   - query: What else its address says; what has no value is left out.
    init?(after: String?, next: String?, path: String, query: [(name: String, value: String?)]) {
        guard after != nil || next != nil else { return nil }
        func address(_ after: String?) -> String {
            let all = query + [(name: "apres", value: after)]
            let pairs = all.compactMap { pair in pair.value.map { "\(pair.name)=\(Self.escape($0))" } }
            return pairs.isEmpty ? path : "\(path)?\(pairs.joined(separator: "&"))"
        }
        self.previous = after.map { _ in address(nil) }
        self.next = next.map { address($0) }
        self.numbers = []
    }

    private static let unescaped = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
    private static func escape(_ text: String) -> String { text.addingPercentEncoding(withAllowedCharacters: self.unescaped) ?? "" }
}

import Accounts
import Foundation
import Mortality

/// Makes logins from names: `marie.le-goff` for « Marie Le Goff », `marie.le-goff2` where somebody has that.
enum LoginMaker {
    /// Returns the logins to try, in this order.
    static func candidates(for name: String) -> [Login] {
        let plain = name.applyingTransform(.toLatin, reverse: false)?.applyingTransform(.stripDiacritics, reverse: false) ?? name
        let words = plain.lowercased().replacing("œ", with: "oe").replacing("æ", with: "ae").split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        let first = words.first.map(String.init) ?? ""
        let rest = words.dropFirst().joined(separator: "-")
        var stem = String((rest.isEmpty ? first : "\(first).\(rest)").prefix(56))
        while let last = stem.last, last == "-" || last == "." { stem.removeLast() }
        // A name of one letter, or of none that ASCII has.
        if stem.utf8.count < 3 { stem = "compte" }
        return ([""] + (2...20).map(String.init) + (0..<5).map { _ in String(Int.random(in: 1_000...999_999)) }).compactMap { try? Login(stem + $0) }
    }
}

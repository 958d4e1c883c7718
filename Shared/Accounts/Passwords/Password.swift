/// A password that was judged and may be taken by a person.
public struct Password: Hashable, Sendable, KeptSecret {
    /// The fewest characters that a password has. Characters are Unicode scalars, counted after normalisation.
    public static let shortest = 12
    /// The most characters that a password has.
    public static let longest = TypedPassword.longest

    let typed: TypedPassword

    /// Judges a password that somebody wants to take. No character is refused: spaces, accents and signs of any script are welcome.
    ///
    /// - Parameters:
    ///   - text: What was typed.
    ///   - rule: What it must not be.
    /// - Throws: `PasswordFault`, the first that applies.
    public init(_ text: String, following rule: PasswordRule) throws(PasswordFault) {
        guard let typed = TypedPassword(text) else { throw .tooLong }
        guard typed.text.unicodeScalars.count >= Self.shortest else { throw .tooShort }
        if let fault = rule.fault(of: typed.text) { throw fault }
        self.typed = typed
    }
}

/// Why a password is refused. The raw values are codes that pages and programs read.
public enum PasswordFault: String, Error, CaseIterable, Hashable, Sendable {
    /// It has fewer than 12 characters.
    case tooShort = "too-short"
    /// It has more than 128 characters.
    case tooLong = "too-long"
    /// Many people have it, as it is or with other digits and signs at its end.
    case frequent
    /// It is made of words of the account, its place, or Vigie, with nothing but digits and signs at its end.
    case ownWord = "own-word"
    /// It repeats itself, or follows the alphabet, the digits or a keyboard.
    case pattern
}

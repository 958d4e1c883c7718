/// The marks of all accounts that were signed in to from one browser, in one cookie: a computer of a mairie or of a call centre is used by
/// several people.
public struct DeviceMarks: Sendable, KeptSecret {
    /// How many accounts a browser remembers; beyond it the one that signed in longest ago is forgotten.
    public static let limit = 8

    /// The values of the marks, the newest first.
    private let texts: [String]

    /// Reads the cookie's value, and leaves out what cannot be a mark.
    public init(cookie: String?) {
        guard let cookie, cookie.utf8.count <= Self.limit * (DeviceMark.textLength + 1) else {
            self.texts = []
            return
        }
        self.texts = cookie.split(separator: ".").prefix(Self.limit).map(String.init).filter { $0.utf8.count == DeviceMark.textLength }
    }

    private init(texts: [String]) { self.texts = texts }

    /// Finds the mark of an account that is valid now.
    public func mark(of account: AccountID, at seconds: Int64, under secret: PortalSecret) -> DeviceMark? {
        self.texts.lazy.compactMap { DeviceMark($0, of: account, at: seconds, under: secret) }.first
    }

    /// Returns the marks with a new one for an account that has just signed in, in place of the one that it had.
    public func marking(_ account: AccountID, at seconds: Int64, under secret: PortalSecret) -> DeviceMarks {
        let others = self.texts.filter { DeviceMark($0, of: account, at: seconds, under: secret) == nil }
        let mark = DeviceMark(for: account, at: seconds, under: secret)
        return DeviceMarks(texts: Array(([mark.text] + others).prefix(Self.limit)))
    }

    /// The cookie's value.
    public var cookie: String { self.texts.joined(separator: ".") }
}

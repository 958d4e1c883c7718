/// Draws and compares secret bytes.
enum SecretBytes {
    /// Draws bytes that nobody can foresee: from the system's generator.
    static func draw(_ count: Int) -> [UInt8] {
        var random = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    }

    /// Compares two sequences. All bytes are looked at, so that the time taken does not tell how far they agree.
    static func areEqual(_ a: some Collection<UInt8>, _ b: some Collection<UInt8>) -> Bool {
        guard a.count == b.count else { return false }
        return zip(a, b).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

/// A value that must not come into a log, a trace or a test's report: in whichever way Swift describes it, the description says only that
/// there is one.
public protocol KeptSecret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {}

extension KeptSecret {
    /// The type's name and an ellipsis in place of the value.
    public var description: String { "\(type(of: self))(…)" }
    /// The same as ``description``.
    public var debugDescription: String { self.description }
    /// A mirror without children, so that reflection and `dump` show nothing of the value.
    public var customMirror: Mirror { Mirror(self, children: [] as [(label: String?, value: Any)]) }
}

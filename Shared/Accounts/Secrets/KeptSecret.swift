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

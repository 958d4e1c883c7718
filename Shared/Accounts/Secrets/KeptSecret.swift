/// A value that must not come into a log, a trace or a test's report: describing it, in any of the ways that Swift knows, tells
/// only that there is one.
public protocol KeptSecret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {}

extension KeptSecret {
    public var description: String { "\(type(of: self))(…)" }
    public var debugDescription: String { self.description }
    public var customMirror: Mirror { Mirror(self, children: [] as [(label: String?, value: Any)]) }
}

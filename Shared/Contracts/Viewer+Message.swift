public import Messages
public import Mortality

extension Viewer {
    /// The protobuf enumeration's value of the same meaning.
    public var message: Vigie_V1_Viewer { self == .prefecture ? .prefecture : .outside }
}

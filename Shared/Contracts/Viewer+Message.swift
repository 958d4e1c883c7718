public import Messages
public import Mortality

extension Viewer {
    public var message: Vigie_V1_Viewer { self == .prefecture ? .prefecture : .outside }
}

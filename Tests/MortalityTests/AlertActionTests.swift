import Mortality
import Testing

@Suite struct AlertActionTests {
    @Test("Every action has one word, and one kind of event that records it")
    func spellings() {
        #expect(AlertAction.allCases.map(\.rawValue) == ["acknowledge", "comment", "escalate", "lower", "confirm", "decline", "close"])
        #expect(AlertAction.allCases.map(\.kind.number) == [3, 4, 5, 6, 7, 8, 9])
        for action in AlertAction.allCases {
            #expect(AlertAction(action.kind) == action)
            #expect(AlertAction(rawValue: action.rawValue) == action)
        }
    }

    @Test("What only the computation does is no action")
    func computed() {
        for kind in [.raised, .levelChanged, .ended, .reopened] as [AlertEventKind] { #expect(AlertAction(kind) == nil) }
        #expect(AlertEventKind.allCases.compactMap { AlertAction($0) }.count == AlertAction.allCases.count)
    }

    @Test("Only taking an alert on and confirming it go without a reason")
    func reasons() {
        #expect(AlertAction.allCases.filter { !$0.needsReason } == [.acknowledge, .confirm])
    }

    @Test("Levels are chosen only to raise or to lower, and never green or red downwards")
    func levels() {
        #expect(AlertAction.escalate.levels == [.yellow, .orange, .red] && AlertAction.lower.levels == [.yellow, .orange])
        #expect(AlertAction.allCases.filter { !$0.levels.isEmpty } == [.escalate, .lower])
    }
}

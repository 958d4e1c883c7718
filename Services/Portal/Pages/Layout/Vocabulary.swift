import Foundation
import French
import Mortality

/// The module `vocabulary.js`: the French words that pages share with the rest of Vigie. Portal writes it when it starts, so that each word is
/// written down once.
enum Vocabulary {
    static let name = "vocabulary.js"

    static var module: String {
        let levels = Level.allCases.map { ($0.rawValue, self.object([("name", $0.french), ("meaning", $0.meaning)])) }
        let indicators = [Indicator.deaths, .rate, .ratio, .level, .completeness].map {
            ($0.rawValue, self.object([("name", $0.french), ("heading", $0.heading)]))
        }
        let actions = Self.actions.map { self.action($0, AlertActionWords($0)) }
        return """
            // Written by Portal out of Shared/French.
            export const levels = \(self.map(levels));
            export const indicators = \(self.map(indicators));
            export const places = \(self.map(Place.allCases.map { ($0.rawValue, self.text($0.label)) }));
            export const causes = \(self.map(Cause.allCases.map { ($0.rawValue, self.text($0.label)) }));
            export const reasons = [\(CorrectionReason.allCases.map { self.text($0.rawValue) }.joined(separator: ","))];
            export const chosenReason = \(self.text(CorrectionReason.chosen));
            export const alertKinds = \(self.map(AlertKind.allCases.map { ($0.rawValue, self.text($0.french)) }));
            export const alertEvents = \(self.map(AlertEventKind.allCases.map { ($0.rawValue, self.text($0.french)) }));
            export const alertActions = [\(actions.joined(separator: ","))];
            // A name of a closed list; what a later version adds is shown as it is, rather than nothing.
            export function nameOf(list, code) {
              if (!Object.hasOwn(list, code)) return String(code);
              return typeof list[code] === 'string' ? list[code] : list[code].name;
            }

            """
    }

    /// The actions upon alerts in the order of their buttons.
    private static let actions: [AlertAction] = [.acknowledge, .confirm, .decline, .comment, .escalate, .lower, .close]

    private static func action(_ action: AlertAction, _ words: AlertActionWords) -> String {
        let texts = [("verb", action.rawValue), ("name", words.name), ("label", words.label), ("done", words.done)] + (words.help.map { [("help", $0)] } ?? [])
        return self.map(
            texts.map { ($0.0, self.text($0.1)) } + [
                ("needsWords", action.needsReason ? "true" : "false"), ("levels", "[\(action.levels.map { self.text($0.rawValue) }.joined(separator: ","))]"),
            ])
    }

    private static func object(_ members: [(String, String)]) -> String { self.map(members.map { ($0.0, self.text($0.1)) }) }

    /// Returns a JavaScript object with these members in their order; their values are JavaScript already.
    private static func map(_ members: [(String, String)]) -> String { "{\(members.map { "\(self.text($0.0)):\($0.1)" }.joined(separator: ","))}" }

    /// Returns a JavaScript string literal, which is written as JSON's are.
    private static func text(_ text: String) -> String {
        (try? JSONEncoder().encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
    }
}

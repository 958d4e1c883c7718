/// A closed list of values, each with the number that the database and the messages know it by.
///
/// Numbers start at 1 and are never given to another value: 0 is what an absent or unknown value decodes to, and must
/// not mean anything.
public protocol Numbered: CaseIterable, Hashable, Sendable {
    /// The value's number, from 1 up.
    var number: Int16 { get }
}

extension Numbered {
    /// The value of that number; `nil` when there is none.
    public init?(number: Int16) {
        guard let value = Self.allCases.first(where: { $0.number == number }) else { return nil }
        self = value
    }
}

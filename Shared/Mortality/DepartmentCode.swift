/// The INSEE code of a department or overseas collectivity, or `00`, the exercise department.
public struct DepartmentCode: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The code read in base 36: services keep millions of them, and compare them all the time.
    private let number: UInt16

    /// The code: `01` to `95` without `20`, `2A`, `2B`, `971` to `978`, `986` to `988`, or `00`.
    public var text: String { CodeText.text(UInt32(self.number), length: self.number < 36 * 36 ? 2 : 3) }

    /// Reads a code.
    ///
    /// - Throws: `Rejection` of field `department` for a code that INSEE does not give to a department.
    public init(_ text: String) throws(Rejection) {
        guard Self.isKnown(text) else {
            throw Rejection(field: "department", reason: "not an INSEE department code (01 to 95, 2A, 2B, 971 to 978, 986 to 988, or 00)")
        }
        self.init(unchecked: text)
    }

    init(unchecked text: String) { self.number = UInt16(truncatingIfNeeded: CodeText.number(of: text.utf8)) }

    /// The exercise department, whose figures are synthetic and which everybody may practise on. It never counts in France.
    public static let exercise = DepartmentCode(unchecked: "00")

    /// Whether this is the exercise department.
    public var isExercise: Bool { self == .exercise }

    /// Every code there is, in order.
    public static let all: [DepartmentCode] = {
        let metropolitan = (0...95).filter { $0 != 20 }.map { $0 < 10 ? "0\($0)" : "\($0)" } + ["2A", "2B"]
        let overseas = (971...978).map(String.init) + (986...988).map(String.init)
        return (metropolitan + overseas).map(DepartmentCode.init(unchecked:)).sorted()
    }()

    /// The IANA time zone of the department's prefecture.
    public var zone: String { TerritoryZone.ofDepartment(self.text) }

    /// The code, as ``text``.
    public var description: String { self.text }

    /// Orders codes by their text, so that Corsica's stand where `20` would.
    public static func < (a: Self, b: Self) -> Bool { a.number < b.number }

    private static func isKnown(_ text: String) -> Bool {
        switch text.utf8.count {
        case 2:
            if text == "2A" || text == "2B" { return true }
            guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text) else { return false }
            return number <= 95 && number != 20
        case 3:
            guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text) else { return false }
            return (971...978).contains(number) || (986...988).contains(number)
        default:
            return false
        }
    }
}

public import Messaging
public import Mortality

/// What a live copy is of, counts or judgements: how it is asked for, how news of it are read, and how both are merged.
public protocol CopiedFacts: Sendable {
    associatedtype Day: DayFacts
    /// A page of an answer.
    associatedtype Page: Sendable
    /// What a message of the exchange tells.
    associatedtype News: Sendable

    /// What is copied, for logs and queues: "counts".
    static var copyName: String { get }
    /// The key by which its messages are bound.
    static var bindingKey: String { get }
    /// How many messages may be on their way.
    static var prefetch: UInt16 { get }

    init(since first: CivilDay, olderBytes: Int)

    /// The days that are held.
    var days: HeldDays<Day> { get set }

    /// Asks for days of a department, and hands each page on as it comes.
    ///
    /// - Throws: `RPCFailure` where nobody answers; `ContractError` for a page that cannot be read.
    static func ask(_ question: CopyQuestion, _ client: RPCClient, _ take: (Page) -> Void) async throws

    /// Merges a page; the communes that moved, by day.
    mutating func merge(_ page: Page, of department: DepartmentCode) -> [CivilDay: Set<CommuneCode>]

    /// Reads a message.
    ///
    /// - Throws: `ContractError` for one that cannot be read.
    static func news(in body: [UInt8]) throws -> News

    /// Notes that a message could not be read.
    static func noteUnreadable()

    /// Merges news; the department, and the communes that moved by day. A day without communes moved as a whole.
    mutating func merge(_ news: News) -> (DepartmentCode, [CivilDay: Set<CommuneCode>])

    /// The departments that must be asked for again, since news alone do not tell all of them; none a second time.
    mutating func takeDoubtful() -> Set<DepartmentCode>

    /// Notes that a department must be asked for again.
    mutating func doubt(_ department: DepartmentCode)
}

/// What a live copy asks for: some days of a department.
public struct CopyQuestion: Hashable, Sendable {
    /// The department that is asked about.
    public let department: DepartmentCode
    /// The days that are asked for.
    public let days: ClosedRange<CivilDay>
    /// How much of a day is asked for.
    public let depth: WantedDays.Depth
    /// Whether what is known of communes whatever the day is asked for too.
    public let withCommunes: Bool
    /// How long each page may take.
    public let timeout: Duration
}

extension CopyQuestion {
    /// All that a copy holds of a department without anybody asking.
    static func window(of department: DepartmentCode, since first: CivilDay) -> CopyQuestion {
        CopyQuestion(department: department, days: first...CivilDay.last, depth: .whole, withCommunes: true, timeout: .seconds(10))
    }

    /// What is known of the communes of a department whatever the day, and no day.
    static func communes(of department: DepartmentCode) -> CopyQuestion {
        CopyQuestion(department: department, days: CivilDay.last...CivilDay.last, depth: .deaths, withCommunes: true, timeout: .seconds(10))
    }

    /// Older days, which somebody waits for.
    static func older(_ department: DepartmentCode, _ days: ClosedRange<CivilDay>, _ depth: WantedDays.Depth) -> CopyQuestion {
        CopyQuestion(department: department, days: days, depth: depth, withCommunes: false, timeout: .seconds(4))
    }
}

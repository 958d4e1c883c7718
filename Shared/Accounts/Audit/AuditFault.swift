/// What is wrong with the audit, by name.
public enum AuditFault: Hashable, Sendable, CustomStringConvertible {
    /// The entry, or its link, is not what it was when it was chained.
    case changed(entry: Int64, number: Int64)
    /// The chain knows an entry that is not there.
    case entryRemoved(entry: Int64, number: Int64)
    /// Links are missing in the middle, or at the beginning where no seal stands for them.
    case linksRemoved(from: Int64, through: Int64)
    /// An entry that the chain passed by: it was not there when its time was chained.
    case inserted(entry: Int64)
    /// A link whose entry is dated long before the one that it follows: written afterwards, or the clock was set back.
    case late(entry: Int64, number: Int64)
    /// The chain ends before a head that was logged.
    case tailCut(head: Int64, last: Int64)
    /// The chain had another hash at that place when its head was logged: all of it was written anew.
    case rewritten(head: Int64)
    /// Seals that do not follow one another.
    case sealsBroken(after: Int64)

    /// Says in English what is wrong and where in the chain, as `vigiectl audit verify` prints it.
    public var description: String {
        switch self {
        case .changed(let entry, let number): "entry \(entry), number \(number) of the chain: it was changed after it was chained"
        case .entryRemoved(let entry, let number): "entry \(entry), number \(number) of the chain: it was removed"
        case .linksRemoved(let from, let through):
            from == through ? "number \(from) of the chain was removed" : "numbers \(from) to \(through) of the chain were removed"
        case .inserted(let entry): "entry \(entry): the chain passed its time without it; it was inserted afterwards"
        case .late(let entry, let number):
            "entry \(entry), number \(number) of the chain: dated long before the one it follows; it was inserted afterwards, or the clock was set back"
        case .tailCut(let head, let last): "number \(head) was logged as the chain's head, and the chain ends at \(last): its tail was cut"
        case .rewritten(let head): "number \(head) had another hash when it was logged as the chain's head: the chain was written anew"
        case .sealsBroken(let after): "after number \(after): the seals do not follow one another"
        }
    }
}

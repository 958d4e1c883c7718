/// Names something that is wrong with the audit.
public enum AuditFault: Hashable, Sendable, CustomStringConvertible {
    /// The entry, or its link, was changed after it was chained.
    case changed(entry: Int64, number: Int64)
    /// A link names an entry that is not there.
    case entryRemoved(entry: Int64, number: Int64)
    /// Links are missing in the middle, or at the beginning where no seal stands for them.
    case linksRemoved(from: Int64, through: Int64)
    /// An entry has no link, although later entries have: it was written in after its time had been chained.
    case inserted(entry: Int64)
    /// An entry is dated long before the one that its link follows: it was written afterwards, or the clock was set back.
    case late(entry: Int64, number: Int64)
    /// The chain ends before a head that was logged.
    case tailCut(head: Int64, last: Int64)
    /// The chain has another hash at that place than when its head was logged: it was written anew from there or from before.
    case rewritten(head: Int64)
    /// The seals do not follow one another.
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

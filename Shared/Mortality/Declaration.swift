/// What a mairie tells: how many people died in its commune on a day, in what kind of place and of what.
///
/// It is state, not a change: a correction tells the whole again under the same identity with a higher revision. The
/// identity is the commune and the id; a declaration never moves to another commune.
public struct Declaration: Hashable, Sendable {
    /// Where people died and of what; a declaration of no death has none.
    public struct Circumstances: Hashable, Sendable {
        /// The kind of place in which they died.
        public let place: Place
        /// The cause that the mairie knows of.
        public let cause: Cause

        /// Puts a place and a cause together.
        public init(place: Place, cause: Cause) {
            self.place = place
            self.cause = cause
        }
    }

    /// The identity that its sender gave it, within its commune.
    public let id: DeclarationID
    /// Which telling of the declaration this is.
    public let revision: Revision
    /// The commune, or municipal arrondissement, that it tells of.
    public private(set) var commune: CommuneCode
    /// The civil day of the deaths, in the commune's zone.
    public let day: CivilDay
    /// How many died.
    public let deaths: DeathCount
    /// Where they died and of what; present exactly when there are deaths.
    public let circumstances: Circumstances?
    /// Whether this revision withdraws the declaration, which then counts for nothing.
    public let isWithdrawn: Bool
    /// Why the declaration was corrected or withdrawn; `nil` for a first revision that gives none.
    public let reason: Reason?

    /// Makes a declaration that is whole.
    ///
    /// A place and a cause given with zero deaths mean nothing and are dropped, so that "nothing to declare" has one form.
    ///
    /// - Throws: `Rejection` of `place` or `cause` when there are deaths and one is missing, or when one is given without
    ///   the other; of `reason` when a revision from 2 on, or a withdrawal, has none.
    public init(
        id: DeclarationID, revision: Revision, commune: CommuneCode, day: CivilDay, place: Place?, cause: Cause?,
        deaths: DeathCount, isWithdrawn: Bool = false, reason: Reason? = nil
    ) throws(Rejection) {
        if deaths.number > 0 {
            guard let place else { throw Rejection(field: "place", reason: "required when there are deaths") }
            guard let cause else { throw Rejection(field: "cause", reason: "required when there are deaths") }
            self.circumstances = Circumstances(place: place, cause: cause)
        } else {
            self.circumstances = nil
        }
        if reason == nil, revision.number > 1 {
            throw Rejection(field: "reason", reason: "required from revision 2 on")
        }
        self.id = id
        self.revision = revision
        self.commune = commune
        self.day = day
        self.deaths = deaths
        self.isWithdrawn = isWithdrawn
        self.reason = reason
    }

    /// Returns the same declaration for the commune of today that its code leads to. It is called before a declaration is accepted, never
    /// after.
    public func leading(to commune: CommuneCode) -> Declaration {
        var moved = self
        moved.commune = commune
        return moved
    }

    /// One sequence of bytes for each different declaration: what a receipt signs and what tells two contents of the same
    /// revision apart.
    ///
    /// Version 1: the byte 1; the id's 16 bytes; the commune's 5 characters; revision, day and deaths as big-endian
    /// 32-bit integers; one byte each for place, cause (0 for none) and withdrawal; the reason in UTF-8.
    public var canonicalBytes: [UInt8] {
        var bytes: [UInt8] = [1]
        bytes.reserveCapacity(40)
        bytes += self.id.bytes
        bytes += Array(self.commune.text.utf8)
        for number in [self.revision.number, self.day.daysSinceEpoch, self.deaths.number] {
            let bits = UInt32(bitPattern: number)
            bytes += [
                UInt8(truncatingIfNeeded: bits >> 24), UInt8(truncatingIfNeeded: bits >> 16), UInt8(truncatingIfNeeded: bits >> 8),
                UInt8(truncatingIfNeeded: bits),
            ]
        }
        bytes.append(UInt8(self.circumstances?.place.number ?? 0))
        bytes.append(UInt8(self.circumstances?.cause.number ?? 0))
        bytes.append(self.isWithdrawn ? 1 : 0)
        bytes += Array((self.reason?.text ?? "").utf8)
        return bytes
    }
}

@testable import Accounts
import Crypto
import Formats
import Mortality
import Testing

@Suite("The audit's chain")
struct AuditChainTests {
    static func entry(_ id: Int64, at seconds: Int64? = nil, detail: String? = nil) -> AuditEntry {
        AuditEntry(id: id, at: Instant(microseconds: (seconds ?? id) * 1_000_000), actor: "nobody", action: "signed-in", detail: detail)
    }

    /// The entries, chained, as they are fed to a check.
    private func chain(_ count: Int64) -> [(AuditLink, AuditEntry?)] {
        let entries = (1...count).map { Self.entry($0 * 10, at: $0) }
        return zip(AuditChain.links(of: entries, after: nil), entries.map(Optional.some)).map { ($0.0, $0.1) }
    }

    private func faults(_ chain: [(AuditLink, AuditEntry?)], after seals: [AuditSeal] = [], heads: [AuditHead] = []) -> [AuditFault] {
        var check = AuditCheck(after: seals, heads: heads)
        for (link, entry) in chain { check.take(link, entry) }
        check.finish()
        return check.faults
    }

    @Test("The canonical form is written out field by field")
    func canonicalForm() {
        let entry = AuditEntry(id: 258, at: Instant(microseconds: -2), actor: "nobody", action: "é", subject: "", detail: nil, address: "::1")
        let expected: [UInt8] =
            [0, 0, 0, 0, 0, 0, 1, 2] + [255, 255, 255, 255, 255, 255, 255, 254]
            + [1, 0, 0, 0, 6] + Array("nobody".utf8) + [1, 0, 0, 0, 2, 0xC3, 0xA9] + [1, 0, 0, 0, 0] + [0] + [1, 0, 0, 0, 3] + Array("::1".utf8) + [0]
        #expect(entry.canonicalForm == expected)
    }

    @Test("The hash is that of its description, computed beside")
    func hash() {
        let entry = Self.entry(7, detail: "x")
        let before = [UInt8](repeating: 9, count: 32)
        let bytes = Array("vigie-audit-1".utf8) + [0, 0, 0, 0, 0, 0, 0, 3] + before + entry.canonicalForm
        #expect(AuditChain.hash(entry, number: 3, after: before) == Array(SHA256.hash(data: bytes)))
    }

    @Test("Entries that read alike have different forms")
    func unambiguous() {
        func form(_ subject: String?, _ detail: String?, _ address: String?) -> [UInt8] {
            AuditEntry(id: 1, at: Instant(microseconds: 1), actor: "nobody", action: "a", subject: subject, detail: detail, address: address).canonicalForm
        }
        let forms = [
            form("ab", "c", nil), form("a", "bc", nil), form("abc", nil, nil), form(nil, "abc", nil), form(nil, nil, "abc"), form("abc", "", nil),
            form("", "abc", nil), form(nil, nil, nil), form("", nil, nil), form("", "", ""),
        ]
        #expect(Set(forms).count == forms.count)
    }

    @Test("An untouched chain has no fault, and ends at the head")
    func untouched() {
        let chain = self.chain(20)
        let heads = [AuditHead(number: 1, hash: chain[0].0.hash), AuditHead(number: 20, hash: chain[19].0.hash)]
        #expect(self.faults(chain, heads: heads) == [])
        var check = AuditCheck()
        for (link, entry) in chain { check.take(link, entry) }
        #expect(check.last == heads[1] && check.links == 20)
    }

    @Test("A changed field is named, and only that entry", arguments: 0..<6)
    func changed(field: Int) {
        var chain = self.chain(9)
        let old = chain[4].1!
        chain[4].1 = AuditEntry(
            id: old.id, at: field == 0 ? Instant(microseconds: old.at.microseconds + 1) : old.at, actor: field == 1 ? "service:x" : old.actor,
            action: field == 2 ? "other" : old.action, subject: field == 3 ? "x" : old.subject, detail: field == 4 ? "x" : old.detail,
            address: field == 5 ? "x" : old.address)
        #expect(self.faults(chain) == [.changed(entry: 50, number: 5)])
    }

    @Test("A changed link is named, and only that one")
    func changedLink() {
        var chain = self.chain(9)
        chain[4].0 = AuditLink(number: 5, entry: 50, hash: [UInt8](repeating: 1, count: 32))
        #expect(self.faults(chain) == [.changed(entry: 50, number: 5)])
    }

    @Test("Two entries that changed places are both named")
    func swapped() {
        var chain = self.chain(9)
        (chain[3].1, chain[4].1) = (chain[4].1, chain[3].1)
        #expect(self.faults(chain) == [.changed(entry: 40, number: 4), .changed(entry: 50, number: 5)])
    }

    @Test("A removed entry, and removed links, are named")
    func removed() {
        var chain = self.chain(9)
        chain[4].1 = nil
        #expect(self.faults(chain) == [.entryRemoved(entry: 50, number: 5)])
        var shorter = self.chain(9)
        shorter.removeSubrange(3...4)
        #expect(self.faults(shorter) == [.linksRemoved(from: 4, through: 5)])
        #expect(self.faults(Array(self.chain(9).dropFirst(2))) == [.linksRemoved(from: 1, through: 2)])
    }

    @Test("An entry that was inserted is named: unchained, or chained long after its time")
    func inserted() {
        var check = AuditCheck()
        for (link, entry) in self.chain(1_000) { check.take(link, entry) }
        let isLateWaiting = check.takeUnlinked(Self.entry(5, at: 1_000 - 301))
        let isNewWaiting = check.takeUnlinked(Self.entry(6, at: 1_000 - 299))
        #expect(!isLateWaiting && isNewWaiting)
        #expect(check.faults == [.inserted(entry: 5)])

        let late = Self.entry(7, at: 600)
        guard let head = check.last else { return }
        for link in AuditChain.links(of: [late], after: head) { check.take(link, late) }
        #expect(check.faults == [.inserted(entry: 5), .late(entry: 7, number: 1_001)])
    }

    @Test("A cut tail and a chain that was written anew show against a head that was logged")
    func heads() {
        let chain = self.chain(9)
        let head = AuditHead(number: 9, hash: chain[8].0.hash)
        #expect(self.faults(Array(chain.dropLast(2)), heads: [head]) == [.tailCut(head: 9, last: 7)])
        #expect(self.faults([], heads: [head]) == [.tailCut(head: 9, last: 0)])
        var entries = chain.compactMap(\.1)
        entries[2] = Self.entry(30, at: 3, detail: "forged")
        let forged = zip(AuditChain.links(of: entries, after: nil), entries).map { ($0.0, Optional($0.1)) }
        #expect(self.faults(forged) == [])
        #expect(self.faults(forged, heads: [head]) == [.rewritten(head: 9)])
    }

    @Test("The chain goes on from a seal; seals must follow one another, and their heads be the same")
    func seals() {
        let chain = self.chain(9)
        func seal(_ first: Int64, _ last: Int64) -> AuditSeal {
            AuditSeal(
                first: first, last: last, entries: last - first + 1, from: Instant(microseconds: first * 1_000_000),
                through: Instant(microseconds: last * 1_000_000), hash: chain[Int(last) - 1].0.hash)
        }
        let rest = Array(chain.dropFirst(5))
        #expect(self.faults(rest, after: [seal(1, 2), seal(3, 5)]) == [])
        #expect(self.faults(rest, after: [seal(1, 2), seal(4, 5)]) == [.sealsBroken(after: 2)])
        #expect(self.faults(rest, after: [seal(2, 5)]) == [.sealsBroken(after: 0)])
        #expect(self.faults(Array(rest.dropFirst()), after: [seal(1, 5)]) == [.linksRemoved(from: 6, through: 6)])
        let forged = AuditSeal(
            first: 1, last: 5, entries: 5, from: Instant(microseconds: 0), through: Instant(microseconds: 5_000_000), hash: [UInt8](repeating: 3, count: 32))
        #expect(self.faults(rest, after: [forged]) == [.changed(entry: 60, number: 6)])
        #expect(self.faults(rest, after: [seal(1, 5)], heads: [AuditHead(number: 5, hash: forged.hash)]) == [.rewritten(head: 5)])
        let check = AuditCheck(after: [seal(1, 5)], heads: [AuditHead(number: 3, hash: chain[2].0.hash)])
        #expect(check.uncheckedHeads == [3])
    }

    @Test("Faults beyond a thousand are counted, not kept")
    func bound() {
        var check = AuditCheck()
        for (link, _) in self.chain(1_500) { check.take(link, nil) }
        #expect(check.faults.count == 1_000 && check.faultCount == 1_500)
    }

    @Test("A head reads back from its text; anything else is none")
    func headText() {
        let head = AuditHead(number: 42, hash: Array(0..<32))
        #expect(head.description == "42:\(Hex.text(0..<32))")
        #expect(AuditHead(head.description) == head)
        for text in [
            "", "42", "42:", "0:\(Hex.text(0..<32))", "-1:\(Hex.text(0..<32))", "1:\(Hex.text(0..<31))", "1:\(Hex.text(0..<33))", "x:\(Hex.text(0..<32))",
            "1:\(String(repeating: "é", count: 32))",
        ] {
            #expect(AuditHead(text) == nil, "\(text)")
        }
    }

    @Test("Instants are told with all their digits")
    func moments() {
        #expect(Instant(microseconds: 1_584_442_800_000_007).textInFull == "2020-03-17T11:00:00.000007Z")
        #expect(Instant(microseconds: 0).textInFull == "1970-01-01T00:00:00.000000Z")
        #expect(Instant(microseconds: -1).textInFull == "1969-12-31T23:59:59.999999Z")
    }

    @Test("A note is cut and cleaned, never refused")
    func notes() {
        let author = Author(.console(user: "a\nb", host: ""), address: String(repeating: "1", count: 99), correlation: "  ")
        #expect(author.actor.description == "console:a b@unknown")
        #expect(author.address?.count == 64 && author.correlation == nil)
        let note = AuditNote(.bannerSet, by: author, on: "x\0y", detail: String(repeating: "é", count: 2_000))
        #expect(note.subject == "x y" && note.detail?.count == 1_000)
        #expect(AuditAction(word: "dossier-seen") == .dossierSeen)
        for word in ["", "a", "A-b", "-a", "a b", String(repeating: "a", count: 41)] { #expect(AuditAction(word: word) == nil, "\(word)") }
    }
}

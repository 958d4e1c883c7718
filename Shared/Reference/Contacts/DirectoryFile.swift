import Formats
import Mortality

/// The administration's directory in JSON: a list of services, bare or as a member (`service`, `results`, `features`). As a file its
/// members are JSON; as its programming interface gives them, some are texts that hold JSON.
enum DirectoryFile {
    /// The most services that are read; the national directory has some 80,000.
    private static let mostServices = 500_000

    static func contacts(
        name: String, bytes: [UInt8], department: DepartmentCode, _ remarks: inout [String]
    ) throws(ReferenceError) -> [ReadContact] {
        let ranges: [Range<Int>]?
        let list = self.list(in: bytes)
        do {
            ranges = try JSONElements.ranges(in: list, atMost: self.mostServices)
        } catch {
            throw ReferenceError("\(name) is no list of services: \(error.text)")
        }
        guard let ranges else { throw ReferenceError("\(name) has more than \(self.mostServices) services") }
        var best: [CommuneCode: (rank: Rank, contact: ReadContact)] = [:]
        var townHalls = 0
        for (number, range) in ranges.enumerated() {
            let place = "\(name), entry \(number + 1)"
            let service: DirectoryService
            do {
                service = DirectoryService(try JSONReader.read(list, in: range))
            } catch {
                remarks.append("\(place): \(error.text)")
                continue
            }
            guard service.isTownHall else { continue }
            townHalls += 1
            guard let text = service.commune, let commune = try? CommuneCode(text) else {
                remarks.append("\(place): \"\(service.commune ?? "")\" is no commune's code")
                continue
            }
            guard commune.department == department else { continue }
            let contact = ReadContact(
                commune: commune, telephone: service.telephone, mail: service.mail, address: service.address, place: place)
            let rank = Rank(service)
            if let known = best[commune], known.rank <= rank { continue }
            best[commune] = (rank, contact)
        }
        guard townHalls > 0 else { throw ReferenceError("\(name) holds \(ranges.count) services, and none of them is a town hall") }
        return best.values.map(\.contact)
    }

    /// The rank of a town hall among several of one commune: the first counts that is no annex and no delegated commune's, of the shortest
    /// name.
    private struct Rank: Comparable {
        let isAside: Bool
        let length: Int

        init(_ service: DirectoryService) {
            let name = service.name.lowercased()
            self.isAside = name.contains("délégu") || name.contains("annexe") || name.contains("associée") || !service.isMain
            self.length = name.count
        }

        static func < (a: Self, b: Self) -> Bool { a.isAside == b.isAside ? a.length < b.length : !a.isAside }
    }

    /// Finds the bytes of the list: all of them, or the longest array that is a member of the outermost object.
    private static func list(in bytes: [UInt8]) -> [UInt8] {
        guard bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") else { return bytes }
        var longest = 0..<0
        var (depth, start, place) = (0, 0, 0)
        while place < bytes.count {
            switch bytes[place] {
            case UInt8(ascii: "\""):
                place += 1
                while place < bytes.count, bytes[place] != UInt8(ascii: "\"") { place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1 }
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                if depth == 1, bytes[place] == UInt8(ascii: "[") { start = place }
                depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if depth == 1, bytes[place] == UInt8(ascii: "]"), place + 1 - start > longest.count { longest = start..<place + 1 }
            default: break
            }
            place += 1
        }
        return longest.isEmpty ? bytes : Array(bytes[longest])
    }
}

import Foundation
import Testing

@testable import Formats

@Suite struct ZipArchiveTests {
    @Test("An archive has its files as they are, found by the directory at its end")
    func layout() {
        let entries = [ZipArchive.Entry(name: "a.txt", bytes: Array("bonjour".utf8)), ZipArchive.Entry(name: "b.bin", bytes: [0, 1, 2, 255])]
        let file = ZipArchive.file(entries)
        #expect(ZipArchive.file(entries) == file)
        func number(_ place: Int, _ count: Int) -> Int { (0..<count).reduce(0) { $0 | Int(file[place + $1]) << (8 * $1) } }
        let end = file.count - 22
        #expect(number(end, 4) == 0x0605_4B50 && number(end + 10, 2) == 2)
        var place = number(end + 16, 4)
        #expect(place + number(end + 12, 4) == end)
        for (name, bytes) in [("a.txt", Array("bonjour".utf8)), ("b.bin", [0, 1, 2, 255])] {
            #expect(number(place, 4) == 0x0201_4B50 && number(place + 16, 4) == Int(Gzip.checksum(bytes[...])) && number(place + 24, 4) == bytes.count)
            let start = number(place + 42, 4)
            #expect(number(start, 4) == 0x0403_4B50)
            let content = start + 30 + name.utf8.count
            #expect(Array(file[content..<content + bytes.count]) == bytes)
            #expect(Array(file[place + 46..<place + 46 + name.utf8.count]) == Array(name.utf8))
            place += 46 + name.utf8.count
        }
    }
}

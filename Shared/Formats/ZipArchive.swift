/// Puts several files into one (PKWARE APPNOTE 6.3), stored as they are; it is for files that are compressed already or small.
public enum ZipArchive {
    /// A file of the archive.
    public struct Entry: Sendable {
        let name: [UInt8]
        let bytes: [UInt8]

        /// Puts a name and bytes together.
        ///
        /// - Parameter name: In letters that every system has.
        public init(name: String, bytes: [UInt8]) {
            self.name = Array(name.utf8)
            self.bytes = bytes
        }
    }

    /// Writes the archive of some files, at most 65,535 with less than 4 GiB together. The same files give the same bytes.
    public static func file(_ entries: [Entry]) -> [UInt8] {
        var file: [UInt8] = []
        file.reserveCapacity(entries.reduce(64) { $0 + $1.bytes.count + 2 * $1.name.count + 128 })
        var directory: [UInt8] = []
        for entry in entries {
            let start = file.count
            let description = self.description(of: entry)
            for part in [self.word(0x0403_4B50), description, entry.name, entry.bytes] { file += part }
            // Made by version 2.0; no comment, first disk, no attributes.
            for part in [self.word(0x0201_4B50), self.half(20), description, self.half(0), self.half(0), self.half(0), self.word(0), self.word(start)] {
                directory += part
            }
            directory += entry.name
        }
        let start = file.count
        file += directory
        for part in [
            self.word(0x0605_4B50), self.half(0), self.half(0), self.half(entries.count), self.half(entries.count), self.word(directory.count),
            self.word(start), self.half(0),
        ] { file += part }
        return file
    }

    /// Writes what stands before a file and again in the directory: version 2.0, names in UTF-8, stored, the first day there is.
    private static func description(of entry: Entry) -> [UInt8] {
        var description: [UInt8] = []
        for number in [20, 0x0800, 0, 0, 0x21] { description += self.half(number) }
        for number in [Int(Gzip.checksum(entry.bytes[...])), entry.bytes.count, entry.bytes.count] { description += self.word(number) }
        for number in [entry.name.count, 0] { description += self.half(number) }
        return description
    }

    private static func half(_ number: Int) -> [UInt8] { [UInt8(truncatingIfNeeded: number), UInt8(truncatingIfNeeded: number >> 8)] }

    private static func word(_ number: Int) -> [UInt8] { self.half(number) + self.half(number >> 16) }
}

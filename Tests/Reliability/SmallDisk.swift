import Foundation
import TestBench

/// A file system of the test's own, on which PostgreSQL keeps the ledger and which is small enough to be filled. It shows what a real full disk
/// does.
struct SmallDisk {
    /// The reason why the disk could not be made here: it takes root, and a kernel that lets one mount.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private static let tablespace = "vigie_small_disk"
    let house: House
    let folder: URL
    private var filler: URL { folder.appendingPathComponent("filler") }

    /// Makes a disk on which the ledger fits with `spare` bytes to grow, and moves the ledger there.
    init(_ house: House, spare: Int) async throws {
        self.house = house
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("vigie-disk-\(UUID().uuidString.prefix(8))")
        let size = Int(try await Self.ask(house, "SELECT pg_table_size('aggregation.ledger')")) ?? 0
        let data = try await Self.ask(house, "SHOW data_directory")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try await Self.shell("mount -t tmpfs -o size=\(size + spare) vigie-disk '\(folder.path)'")
        do {
            try await Self.shell(
                "mkdir '\(folder.path)/space' && chown --reference='\(data)' '\(folder.path)' '\(folder.path)/space' && chmod 700 '\(folder.path)/space'")
            try await Self.ask(house, "CREATE TABLESPACE \(Self.tablespace) LOCATION '\(folder.path)/space'")
            try await Self.ask(house, "ALTER TABLE aggregation.ledger SET TABLESPACE \(Self.tablespace)")
        } catch {
            try? await remove()
            throw error
        }
    }

    /// Fills the disk to its last byte, and makes sure that PostgreSQL finds no free one.
    func fill() async throws {
        // The file ends where the disk does; `head` calls that an error, and it is wanted.
        try await Self.shell("head -c 1000000000 /dev/zero > '\(filler.path)' 2>/dev/null || true")
        do {
            try await Self.ask(house, "CREATE TABLE public.vigie_probe TABLESPACE \(Self.tablespace) AS SELECT generate_series(1, 1000)")
        } catch {
            return
        }
        _ = try? await Self.ask(house, "DROP TABLE public.vigie_probe")
        throw Failure(description: "PostgreSQL still finds room on \(folder.path)")
    }

    /// Gives the room back.
    func free() throws { try FileManager.default.removeItem(at: filler) }

    /// Moves the ledger back and removes the disk.
    func remove() async throws {
        try? FileManager.default.removeItem(at: filler)
        try await Self.ask(house, "ALTER TABLE aggregation.ledger SET TABLESPACE pg_default")
        _ = try? await Self.ask(house, "DROP TABLESPACE \(Self.tablespace)")
        try await Self.shell("umount -l '\(folder.path)'")
        try? FileManager.default.removeItem(at: folder)
    }

    @discardableResult
    private static func ask(_ house: House, _ sql: String) async throws -> String {
        try await house.database("ctl", "-qAtc", sql).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private static func shell(_ command: String) async throws {
        let output = FileManager.default.temporaryDirectory.appendingPathComponent("vigie-shell-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: output) }
        let child = try ChildProcess("/bin/sh", ["-c", command], output: output, complaint: output)
        guard await child.end() == 0 else {
            throw Failure(description: (try? String(contentsOf: output, encoding: .utf8)) ?? command)
        }
    }
}

import Foundation

/// The bytes of a file, a piece at a time; those of a `.gz` file decompressed by the system's `gzip`.
final class FileSource {
    let path: String
    private let handle: FileHandle
    private let decompressor: Process?
    private var isOver = false

    init(path: String) throws(ConsoleError) {
        self.path = path
        guard FileManager.default.isReadableFile(atPath: path) else { throw ConsoleError("\(path) is not there, or may not be read") }
        do {
            if path.hasSuffix(".gz") {
                let process = Process(), pipe = Pipe()
                process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
                process.arguments = ["gzip", "-dc", "--", path]
                process.standardOutput = pipe
                process.standardInput = FileHandle.nullDevice
                try process.run()
                try? pipe.fileHandleForWriting.close()
                self.decompressor = process
                self.handle = pipe.fileHandleForReading
            } else {
                self.decompressor = nil
                self.handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            }
        } catch {
            throw ConsoleError("\(path) cannot be read: \(error.localizedDescription)")
        }
    }

    deinit {
        try? self.handle.close()
        if let decompressor, decompressor.isRunning { decompressor.terminate() }
    }

    /// The next piece, or nil at the end of a file that was whole.
    func read() throws(ConsoleError) -> [UInt8]? {
        if self.isOver { return nil }
        do {
            if let data = try self.handle.read(upToCount: 1 << 18), !data.isEmpty { return Array(data) }
        } catch {
            throw ConsoleError("\(self.path) cannot be read: \(error.localizedDescription)")
        }
        self.isOver = true
        self.decompressor?.waitUntilExit()
        guard (self.decompressor?.terminationStatus ?? 0) == 0 else { throw ConsoleError("\(self.path) is not a whole gzip file") }
        return nil
    }

    /// All of the file.
    static func bytes(path: String) throws(ConsoleError) -> [UInt8] {
        let source = try FileSource(path: path)
        var bytes: [UInt8] = []
        while let piece = try source.read() { bytes += piece }
        return bytes
    }
}

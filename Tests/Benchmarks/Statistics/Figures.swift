import Foundation

/// Shows the figures of a run as they come, and adds them to a file.
struct Figures {
    let output: URL?
    /// Figures of which a target was missed.
    private(set) var missed: [Figure] = []

    init(output: URL?) { self.output = output }

    mutating func add(_ figure: Figure) throws {
        print("  " + figure.text)
        // Whoever reads along sees it now, through a pipe too.
        fflush(nil)
        if figure.isMet == false { self.missed.append(figure) }
        guard let output else { return }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let line = try encoder.encode(figure) + Data("\n".utf8)
        if !FileManager.default.fileExists(atPath: output.path) { try Data().write(to: output) }
        let file = try FileHandle(forWritingTo: output)
        try file.seekToEnd()
        try file.write(contentsOf: line)
        try file.close()
    }

    /// Says something that is no figure.
    func say(_ text: String) {
        print(text)
        fflush(nil)
    }
}

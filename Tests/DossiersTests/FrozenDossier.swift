import Contracts
import Foundation
import Testing

/// A dossier as an earlier version of Vigie froze it: the very bytes that stood in the database.
///
/// `DossierMakerTests` of Alerting writes them, from counts that a real Alerting judged.
struct FrozenDossier: CustomTestStringConvertible, Sendable {
    let name: String
    let bytes: [UInt8]

    var testDescription: String { self.name }

    func read() throws -> Vigie_V1_AlertDossier { try Wire.decode(Vigie_V1_AlertDossier.self, from: self.bytes) }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Frozen")

    /// All there are, by name.
    static let all: [FrozenDossier] = {
        let files = (try? FileManager.default.contentsOfDirectory(at: Self.folder, includingPropertiesForKeys: nil)) ?? []
        return files.filter { $0.pathExtension == "dossier" }.sorted { $0.lastPathComponent < $1.lastPathComponent }.compactMap { file in
            (try? Data(contentsOf: file)).map { FrozenDossier(name: file.deletingPathExtension().lastPathComponent, bytes: Array($0)) }
        }
    }()
}

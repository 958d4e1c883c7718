import Cartography
import Mortality

/// Reads contours from GeoJSON files, by code, each code once.
enum OfficialContours {
    /// The names under which publishers write the code of a commune or department.
    private static let codes = [
        "code", "insee_com", "INSEE_COM", "code_insee", "CODE_INSEE", "insee", "INSEE", "codgeo", "CODGEO", "insee_dep", "INSEE_DEP", "dep", "com",
    ]
    private static let names = ["nom", "NOM", "nom_officiel", "NOM_COM", "NOM_DEP", "libelle", "libgeo", "name"]

    /// Reads the shapes of the communes that `wanted` accepts.
    ///
    /// - Throws: `ReferenceError` for a file that is not GeoJSON in degrees, a feature without a code, or two different
    ///   features of one code.
    static func communes(_ file: OfficialFile, wanted: (CommuneCode) -> Bool) throws(ReferenceError) -> [CommuneCode: Shape] {
        var shapes: [CommuneCode: Shape] = [:]
        try self.read(file) { feature, code, name throws(ReferenceError) in
            guard let shape = feature.shape, let code = try? CommuneCode(OfficialCode.commune(code)), wanted(code) else { return }
            if let before = shapes[code], before != shape { throw self.twice(file, feature, code.text, name) }
            shapes[code] = shape
        }
        return shapes
    }

    /// Reads the outlines of all departments, in order.
    ///
    /// - Throws: as ``communes(_:wanted:)``.
    static func departments(_ file: OfficialFile) throws(ReferenceError) -> [ImportedOutline] {
        var outlines: [DepartmentCode: ImportedOutline] = [:]
        try self.read(file) { feature, text, name throws(ReferenceError) in
            guard let shape = feature.shape, let code = try? DepartmentCode(OfficialCode.department(text)) else { return }
            if let before = outlines[code], before.shape != shape { throw self.twice(file, feature, code.text, name) }
            outlines[code] = ImportedOutline(code: code, name: name ?? text, shape: shape)
        }
        return outlines.values.sorted { $0.code < $1.code }
    }

    private static func twice(_ file: OfficialFile, _ feature: GeoJSONFeature, _ code: String, _ name: String?) -> ReferenceError {
        ReferenceError(
            "\(file.title), byte \(feature.offset): a second contour of \(code)\(name.map { " (\($0))" } ?? "") that differs from the first; take out the one that is not the commune's own, such as that of a delegated commune"
        )
    }

    private static func read(
        _ file: OfficialFile, _ take: (GeoJSONFeature, String, String?) throws(ReferenceError) -> Void
    ) throws(ReferenceError) {
        let bytes = try FileSource.bytes(path: file.path)
        guard !bytes.isEmpty else { throw ReferenceError("\(file.title) is empty") }
        var reader = GeoJSONReader(bytes: bytes)
        while true {
            let feature: GeoJSONFeature?
            do {
                feature = try reader.next()
            } catch {
                throw ReferenceError("\(file.title), \(error)")
            }
            guard let feature else { return }
            guard let code = self.codes.lazy.compactMap({ feature.code($0) }).first else {
                throw ReferenceError("\(file.title), byte \(feature.offset): a feature has no code (a property \"code\" or \"INSEE_COM\")")
            }
            try take(feature, code, self.names.lazy.compactMap { feature.text($0) }.first)
        }
    }
}

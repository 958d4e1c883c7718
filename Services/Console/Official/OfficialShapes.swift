import Cartography

/// Contours from GeoJSON files, by code.
struct OfficialShapes {
    /// Reads the shapes whose code `wanted` accepts.
    ///
    /// The official files hold one feature a line: then the lines that are not wanted are never looked into.
    static func read(_ path: String, wanted: (String) -> Bool) throws(ConsoleError) -> [String: Shape] {
        let name = path.split(separator: "/").last.map { String($0) } ?? path
        var reader = GeoJSONReader(bytes: try FileSource.bytes(path: path))
        var shapes: [String: Shape] = [:]
        do {
            while let feature = try reader.next() {
                guard let code = feature.text("code") else { throw ConsoleError("\(name), byte \(feature.offset): a feature has no code") }
                if let shape = feature.shape, wanted(code) { shapes[code] = shape }
            }
        } catch let error as GeoJSONError {
            throw ConsoleError("\(name), \(error)")
        } catch let error as ConsoleError {
            throw error
        } catch {
            throw ConsoleError("\(name): \(error)")
        }
        return shapes
    }
}

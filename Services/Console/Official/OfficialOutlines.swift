import Cartography
import Mortality

/// The outlines of all departments, from GeoJSON.
enum OfficialOutlines {
    /// Reads every outline whose code is a department's, in order.
    static func read(_ path: String) throws(ConsoleError) -> [ImportedOutline] {
        let name = path.split(separator: "/").last.map { String($0) } ?? path
        var reader = GeoJSONReader(bytes: try FileSource.bytes(path: path))
        var outlines: [DepartmentCode: ImportedOutline] = [:]
        do {
            while let feature = try reader.next() {
                guard let text = feature.text("code") else { throw ConsoleError("\(name), byte \(feature.offset): a feature has no code") }
                guard let shape = feature.shape, let code = try? DepartmentCode(text) else { continue }
                outlines[code] = ImportedOutline(code: code, name: feature.text("nom") ?? text, shape: shape)
            }
        } catch let error as GeoJSONError {
            throw ConsoleError("\(name), \(error)")
        } catch let error as ConsoleError {
            throw error
        } catch {
            throw ConsoleError("\(name): \(error)")
        }
        return outlines.values.sorted { $0.code < $1.code }
    }
}

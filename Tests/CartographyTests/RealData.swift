import Foundation
import Mortality
import Testing

@testable import Cartography

/// The real contours, where the machine has them: `VIGIE_DATA`, or `shared/data` beside the package.
enum RealData {
    static let folder: URL = {
        if let path = ProcessInfo.processInfo.environment["VIGIE_DATA"] { return URL(fileURLWithPath: path, isDirectory: true) }
        return URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../../../shared/data").standardized
    }()

    static var contours: URL { self.folder.appending(path: "geo/communes.geojson.gz") }
    static var exists: Bool { FileManager.default.fileExists(atPath: Self.contours.path()) }

    /// The features of one department, as a FeatureCollection: the file has one feature a line.
    static func contours(ofDepartment department: String) throws -> [UInt8] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", #"gzip -dc "$1" | grep "\"dep\":\"$2\"""#, "sh", Self.contours.path(), department]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let lines = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        let features = lines.split(separator: UInt8(ascii: "\n")).map { $0.last == UInt8(ascii: ",") ? $0.dropLast() : $0 }
        return Array(#"{"type":"FeatureCollection","features":["#.utf8) + Array(features.joined(separator: [UInt8(ascii: ",")])) + Array("]}".utf8)
    }

    /// The communes of one department.
    static func areas(ofDepartment department: String) throws -> [BasemapArea] {
        try GeoJSONReader.features(of: try Self.contours(ofDepartment: department)).map(BasemapArea.init(feature:))
    }

    /// Every department, from the file of outlines.
    static func departments() throws -> [BasemapArea] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/gzip")
        process.arguments = ["-dc", Self.folder.appending(path: "geo/departments.geojson.gz").path()]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return try GeoJSONReader.features(of: Array(bytes)).map { feature in
            let (text, shape) = (try #require(feature.text("code")), try #require(feature.shape))
            return BasemapArea(
                code: .department(try DepartmentCode(text)), name: feature.text("nom") ?? text, population: feature.integer("pop") ?? 0, shape: shape)
        }.sorted { $0.code < $1.code }
    }
}

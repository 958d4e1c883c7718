import Formats
import Foundation
import Mortality

/// The real deaths of the past, where they are there.
enum PastDeaths {
    static let absence: String = "the real deaths of the past are not there (VIGIE_DATA, or shared/data beside the project)"

    /// By department, 2018 to 2021.
    static let departments = Self.file("deaths/daily-by-department.csv.gz")
    /// Of metropolitan France, 1968 to 2019.
    static let france = Self.file("deaths/daily-france-1968-2019.csv.gz")

    /// By department, as each of INSEE's publications of 2020 and 2021 told them.
    static let vintages = Self.file("deaths/vintages-by-department.csv.gz")

    /// By commune, December 2019 to February 2020.
    static let communes = Self.file("deaths/daily-by-commune-2019-12_2020-02.csv.gz")

    private static func file(_ path: String) -> URL? {
        let folder =
            ProcessInfo.processInfo.environment["VIGIE_DATA"].map { URL(filePath: $0) }
            ?? URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../shared/data").standardized
        let file = folder.appending(path: path)
        return FileManager.default.isReadableFile(atPath: file.path) ? file : nil
    }

    /// Deaths by department and day.
    static let byDepartment: [String: [CivilDay: Int]] = Self.lines(of: Self.departments).reduce(into: [:]) { deaths, fields in
        guard fields.count >= 3, let day = try? CivilDay(iso: fields[0]), let number = Int(fields[2]) else { return }
        deaths[fields[1], default: [:]][day] = number
    }

    /// Deaths of those three months by commune.
    static let byCommune: [String: Int] = Self.lines(of: Self.communes).reduce(into: [:]) { deaths, fields in
        guard fields.count >= 4, let number = Int(fields[3]) else { return }
        deaths[fields[2], default: 0] += number
    }

    /// Deaths of metropolitan France by day.
    static let ofFrance: [CivilDay: Int] = Self.lines(of: Self.france).reduce(into: [:]) { deaths, fields in
        guard fields.count >= 2, let day = try? CivilDay(iso: fields[0]), let number = Int(fields[1]) else { return }
        deaths[day] = number
    }

    /// The fields of each line of a file but the first.
    static func lines(of file: URL?) -> [[String]] {
        guard let file, let text = try? self.unzip(file) else { return [] }
        return text.split(separator: "\n").dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    }

    private static func unzip(_ file: URL) throws -> String {
        String(decoding: try Gzip.decompress(Array(Data(contentsOf: file))), as: UTF8.self)
    }
}

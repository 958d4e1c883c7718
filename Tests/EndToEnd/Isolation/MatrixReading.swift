import AccessMatrix
import Foundation
import TestBench

/// Reads what somebody was given, and says what of it they must not see.
struct MatrixReading {
    let one: MatrixCase
    let body: Data
    /// The alerts whose red nobody has confirmed, by their department.
    let reds: [String: String]

    /// Returns what must not be in it, or what must be and is not; `nil` when all is well.
    var complaint: String? {
        switch self.one.route.name {
        case "GET /": self.foreign(Self.pages(self.body), .readFigures)
        case "GET /v1/alerts", "GET /v1/alerts/{id}": self.foreign(self.values("department"), .readAlerts) ?? self.red
        case "GET /v1/departments/{code}/clusters", "GET /v1/departments/{code}/watch": self.foreign(self.departments, .readAlerts)
        case "GET /v1/declarations": self.foreign(communes: self.values("commune"))
        case "GET /v1/accounts": self.foreignAccounts
        case "GET /v1/france", "GET /v1/departments/{code}", "GET /v1/departments/{code}/communes", "GET /v1/departments/{code}/series",
            "GET /v1/departments/{code}/declarations":
            self.foreign(self.departments, .readFigures)
        default: nil
        }
    }

    private var departments: [String] { self.values("department") + self.values("commune").map { String($0.prefix(2)) } }

    private func foreign(_ departments: [String], _ right: Right) -> String? {
        let found = Set(departments.filter { !self.one.subject.reach(right).covers(department: $0) })
        return found.isEmpty ? nil : "tells of \(found.sorted())"
    }

    private func foreign(communes: [String]) -> String? {
        let found = Set(communes.filter { !self.one.subject.reach(.followDeclarations).covers(commune: $0) })
        return found.isEmpty ? nil : "tells of \(found.sorted())"
    }

    /// An account is shown for one of its roles that is within reach, with its other roles beside it.
    private var foreignAccounts: String? {
        let keeps = self.one.subject.reach(.keepAccounts).union(self.one.subject.reach(.renewCodes))
        let accounts = ((self.json as? [String: Any])?["accounts"] as? [Any]) ?? []
        let found = accounts.filter { account in
            !keeps.isEverywhere
                && !Self.values("territory", in: account).contains { territory in
                    let code = territory.drop { $0 != ":" }.dropFirst()
                    return ["commune:", "department:"].contains { territory.hasPrefix($0) } && keeps.covers(department: String(code.prefix(2)))
                }
        }
        return found.isEmpty ? nil : "tells of \(found.count) accounts of others, such as \(Self.values("login", in: found).prefix(2))"
    }

    /// A red that nobody has confirmed is told at the prefecture, where the department is named, and nowhere else.
    private var red: String? {
        let isNamed = self.one.trial.place != .nation
        for (department, id) in self.reds {
            guard let alert = Self.alert(id, in: self.json ?? []), let data = try? JSONSerialization.data(withJSONObject: alert), let told = ToldRed.isIn(data)
            else { continue }
            let mayBeTold = isNamed && self.one.subject.sitsInPrefecture(of: department)
            if told != mayBeTold { return told ? "tells of a red that nobody has confirmed" : "does not tell the desk of its red" }
        }
        return nil
    }

    // MARK: JSON

    private var json: Any? { try? JSONSerialization.jsonObject(with: self.body) }

    private func values(_ name: String) -> [String] { Self.values(name, in: self.json ?? []) }

    /// Returns every text that stands under a name, however deep.
    private static func values(_ name: String, in value: Any) -> [String] {
        switch value {
        case let object as [String: Any]: object.flatMap { $0.key == name ? ($0.value as? String).map { [$0] } ?? [] : self.values(name, in: $0.value) }
        case let list as [Any]: list.flatMap { self.values(name, in: $0) }
        default: []
        }
    }

    private static func alert(_ id: String, in value: Any) -> [String: Any]? {
        switch value {
        case let object as [String: Any]: object["id"] as? String == id ? object : object.values.lazy.compactMap { self.alert(id, in: $0) }.first
        case let list as [Any]: list.lazy.compactMap { self.alert(id, in: $0) }.first
        default: nil
        }
    }

    /// Returns the departments that a page links to.
    private static func pages(_ body: Data) -> [String] {
        String(decoding: body, as: UTF8.self).matches(of: /"\/departements\/([0-9AB]+)"/).map { String($0.1) }
    }
}

import AsyncHTTPClient
import NIOCore
import TestBench

/// A counter on the `/metrics` page of an instance, all its dimensions added up.
struct Counter {
    let house: House
    let name: String

    /// Reads its value, which is 0 while the instance has not counted anything.
    func value(of instance: String) async throws -> Double {
        guard let address = house.address(of: instance) else { return 0 }
        let answer = try await HTTPClient.shared.execute(HTTPClientRequest(url: address + "/metrics"), timeout: .seconds(5))
        let page = String(buffer: try await answer.body.collect(upTo: 4 << 20))
        return page.split(separator: "\n").reduce(0) { sum, line in
            guard line.hasPrefix(name), let space = line.lastIndex(of: " ") else { return sum }
            guard line.dropFirst(name.count).first == "{" || line[..<space].count == name.count else { return sum }
            return sum + (Double(line[line.index(after: space)...]) ?? 0)
        }
    }
}

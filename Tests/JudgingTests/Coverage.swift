import Surveillance

/// How often a band held what it was to hold.
struct Coverage {
    private(set) var all = 0
    private(set) var held50 = 0
    private(set) var held90 = 0
    private(set) var above90 = 0
    private(set) var coming = 0.0
    private(set) var came = 0.0

    var share50: Double { Double(self.held50) / Double(max(1, self.all)) }
    var share90: Double { Double(self.held90) / Double(max(1, self.all)) }

    mutating func add(_ nowcast: Nowcast, final: Double) throws {
        let (band50, band90) = (try nowcast.interval(level: 0.5), try nowcast.interval(level: 0.9))
        self.all += 1
        if band50.contains(final) { self.held50 += 1 }
        if band90.contains(final) { self.held90 += 1 }
        if final > band90.upperBound { self.above90 += 1 }
        self.coming += nowcast.mean
        self.came += final - nowcast.known
    }

    var text: String {
        func percent(_ share: Double) -> Double { (share * 1_000).rounded() / 10 }
        return """
            90 % held \(percent(self.share90)), missed above \(percent(Double(self.above90) / Double(max(1, self.all)))), \
            50 % held \(percent(self.share50)), came/nowcast \((self.came / max(1e-9, self.coming) * 100).rounded() / 100), n \(self.all)
            """
    }
}

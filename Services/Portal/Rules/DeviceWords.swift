/// Shortens a browser's description of itself. A browser may say anything, and nothing depends on it.
enum DeviceWords {
    static func text(_ userAgent: String) -> String {
        let browser = self.browsers.first { userAgent.contains($0.mark) }?.name
        let system = self.systems.first { userAgent.contains($0.mark) }?.name
        switch (browser, system) {
        case (let browser?, let system?): return "\(browser) sur \(system)"
        case (let one?, nil), (nil, let one?): return one
        case (nil, nil): return "Appareil inconnu"
        }
    }

    /// The browsers' marks in the order of the search: Edge calls itself Chrome, which calls itself Safari.
    private static let browsers: [(mark: String, name: String)] = [
        ("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Chromium/", "Chromium"), ("Safari/", "Safari"),
    ]
    private static let systems: [(mark: String, name: String)] = [
        ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "Mac"), ("Linux", "Linux"),
    ]
}

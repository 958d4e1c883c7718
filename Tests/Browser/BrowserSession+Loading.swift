/// What a page loads until its figures are seen.
extension BrowserSession {
    /// Requests and bytes before the page said that its figures are seen, and what its address was asked for twice.
    public struct Loading: Decodable, Sendable {
        /// How many requests were made, the page's own among them.
        public let requests: Int
        /// Of bodies, as they were sent.
        public let bytes: Int
        /// The last part of each address.
        public let names: [String]
        /// Addresses of figures that a body was sent of more than once, in all.
        public let twice: [String]
    }

    /// Tells what was loaded, by the browser's own records. The page has marked when its figures were seen.
    public func loading() async throws -> Loading {
        try await self.evaluate(
            """
            const seen = performance.getEntriesByName('vigie:figures')[0].startTime;
            const all = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
            const before = all.filter(each => each.startTime < seen);
            // What is still true is told in a few bytes: only bodies count.
            const sent = all.filter(each => each.transferSize > 300 && each.name.includes('/v1/')).map(each => each.name);
            done({ requests: before.length, bytes: before.reduce((sum, each) => sum + each.encodedBodySize, 0),
                names: before.map(each => each.name.split('/').pop()), twice: sent.filter((name, index) => sent.indexOf(name) !== index) });
            """)
    }
}

/// The upright rectangle around points, in metres.
struct PlaneBounds: Hashable {
    private(set) var minX = Double.infinity
    private(set) var minY = Double.infinity
    private(set) var maxX = -Double.infinity
    private(set) var maxY = -Double.infinity

    var isEmpty: Bool { self.minX > self.maxX }
    var width: Double { max(self.maxX - self.minX, 0) }
    var height: Double { max(self.maxY - self.minY, 0) }

    mutating func include(_ point: PlanePoint) {
        self.minX = min(self.minX, point.x)
        self.minY = min(self.minY, point.y)
        self.maxX = max(self.maxX, point.x)
        self.maxY = max(self.maxY, point.y)
    }
}

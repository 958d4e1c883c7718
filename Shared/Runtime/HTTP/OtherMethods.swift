import HTTPTypes
public import Hummingbird

/// Answers requests whose method an address does not take: 405 with the methods that it takes in `Allow` (RFC 9110, section 15.5.6), and 204
/// with the same to `OPTIONS`. The router alone would say that there is no such route, which a client would take for a wrong address.
public enum OtherMethods {
    /// The methods of HTTP itself (RFC 9110, section 9.3, and RFC 5789), and `QUERY`, which is about to be one.
    static let known: [HTTPRequest.Method] = [.get, .head, .post, .put, .patch, .delete, .options, .trace, .connect] + [.init("QUERY")].compactMap { $0 }

    /// Adds these answers to a router that has all its routes; they stand behind its middlewares.
    public static func answer<Context: RequestContext>(on router: Router<Context>) {
        var taken: [(path: RouterPath, methods: [HTTPRequest.Method])] = []
        for route in router.routes {
            if let index = taken.firstIndex(where: { $0.path.description == route.path.description }) {
                taken[index].methods.append(route.method)
            } else {
                taken.append((route.path, [route.method]))
            }
        }
        for (path, methods) in taken {
            // A router that answers GET answers HEAD too.
            let all = methods.contains(.get) && !methods.contains(.head) ? methods + [.head] : methods
            let allow = self.known.filter { all.contains($0) || $0 == .options } + all.filter { !self.known.contains($0) }
            for method in self.known where !all.contains(method) {
                router.on(path, method: method) { _, _ in
                    guard method == .options else { throw Problem.methodNotAllowed(allow) }
                    return Response(status: .noContent, headers: [.allow: Problem.list(allow)])
                }
            }
        }
    }
}

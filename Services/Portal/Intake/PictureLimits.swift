import HTTPTypes
import Hummingbird
import Runtime
import Web

/// Limits how much drawing one caller may ask for, since one thread draws for all. It also gives a picture the name of the file that a browser
/// saves it as.
struct PictureLimits: RouterMiddleware {
    typealias Context = WebContext

    let clock: ZoneClock
    private let underWay = UnderWay(most: PictureCost.underWay)
    private let limiter = RateLimiter()

    init(clock: ZoneClock) { self.clock = clock }

    @concurrent func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard let address = context.endpointPath, let form = address.firstMatch(of: #//map\.(svg|png|pdf)$/#)?.output.1 else {
            return try await next(request, context)
        }
        let caller = Caller(request, context)
        let cost = PictureCost.of(request, form: form)
        var response = try await self.underWay.run(cost, of: caller.name) {
            let size = TokenBucket.Size(perSecond: PictureCost.perSecond)
            if let seconds = self.limiter.take(cost, key: caller.name, size: size, at: self.clock.instant) {
                throw Problem.tooManyRequests(retryAfter: seconds)
            }
            do {
                let response = try await next(request, context)
                // What was not drawn costs nothing.
                if response.status != .ok { self.limiter.give(cost, key: caller.name, size: size) }
                return response
            } catch {
                self.limiter.give(cost, key: caller.name, size: size)
                throw error
            }
        }
        if response.status == .ok { response.headers[.contentDisposition] = "inline; filename=\"\(self.name(request, form))\"" }
        return response
    }

    /// Returns a file name such as `vigie-departments-56-deaths-2020-04-01.png`.
    private func name(_ request: Request, _ form: Substring) -> String {
        let query = request.uri.queryParameters
        let place = request.uri.path.split(separator: "/").dropFirst().dropLast().joined(separator: "-")
        let day = query["date"].map(String.init) ?? "\(self.clock.today(in: "Europe/Paris"))"
        let words = ["vigie", place, query["indicator"].map(String.init) ?? "deaths", day].joined(separator: "-")
        // It was drawn, so all of these are admitted; yet what stands in a header is never taken on trust.
        return words.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") } + ".\(form)"
    }
}

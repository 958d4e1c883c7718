/// What a provider says of itself (OpenID Connect Discovery 1.0), as far as it is used here.
struct ProviderDescription: Sendable {
    enum ClientAuthentication: Hashable, Sendable {
        case basic, post
    }

    let authorization: ProviderAddress
    let token: ProviderAddress
    let userInfo: ProviderAddress
    let keys: ProviderAddress
    let endSession: ProviderAddress?
    let clientAuthentication: ClientAuthentication
    /// Whether each redirect says which provider sends it (RFC 9207).
    let saysIssuer: Bool
    /// Whether single claims can be asked for.
    let takesClaims: Bool
    /// Whether it tells which of the providers behind it knew the person; where it says that it does, it must.
    let tellsProvider: Bool
    /// The scopes that are asked for: no more than to tell the person from others, and to call them by their name.
    let scopes: [String]

    /// Reads a description.
    ///
    /// - Throws: `ProviderFault`, where it is another provider's, or does not offer what is needed.
    init(_ body: [UInt8], for party: RelyingParty) throws(ProviderFault) {
        guard let members = ClaimMembers(body) else { throw .description("it is no JSON object of ours to read") }
        // Who describes itself as somebody else is somebody else (section 4.3).
        guard members.text("issuer") == party.issuer.text else { throw .description("it is another issuer's") }
        self.authorization = try Self.address(members, "authorization_endpoint", party)
        self.token = try Self.address(members, "token_endpoint", party)
        self.userInfo = try Self.address(members, "userinfo_endpoint", party)
        self.keys = try Self.address(members, "jwks_uri", party)
        self.endSession = members.has("end_session_endpoint") ? try Self.address(members, "end_session_endpoint", party) : nil
        if let methods = members.texts("code_challenge_methods_supported"), !methods.contains("S256") { throw .description("it knows no PKCE by S256") }
        if let algorithms = members.texts("id_token_signing_alg_values_supported"), !algorithms.contains(party.algorithm.rawValue) {
            throw .description("it does not sign with \(party.algorithm.rawValue)")
        }
        // Where it names none, it takes the first (section 3).
        let methods = members.texts("token_endpoint_auth_methods_supported") ?? ["client_secret_basic"]
        if methods.contains("client_secret_basic") {
            self.clientAuthentication = .basic
        } else if methods.contains("client_secret_post") {
            self.clientAuthentication = .post
        } else {
            throw .description("it takes a client's secret neither by basic nor by post")
        }
        self.saysIssuer = members.isTrue("authorization_response_iss_parameter_supported")
        self.takesClaims = members.isTrue("claims_parameter_supported")
        let scopes = members.texts("scopes_supported")
        self.tellsProvider = (scopes ?? []).contains("idp_id") || (members.texts("claims_supported") ?? []).contains("idp_id")
        let wanted = ["given_name", "usual_name", "idp_id"].filter { scopes?.contains($0) ?? false }
        // Who does not part names from each other has them in the profile.
        self.scopes = ["openid"] + wanted + (wanted.contains("given_name") ? [] : ["profile"].filter { scopes?.contains($0) ?? true })
    }

    private static func address(_ members: ClaimMembers, _ name: String, _ party: RelyingParty) throws(ProviderFault) -> ProviderAddress {
        guard let address = members.text(name).flatMap({ ProviderAddress($0, allowsLoopback: party.allowsLoopback) }) else {
            throw .description("its \(name) is missing, or would be asked in the open")
        }
        return address
    }
}

import CCurl
import Glibc
public import Threading

/// How long sending a mail may take.
public struct MailPatience: Hashable, Sendable {
    /// How long connecting may take.
    public var connect: Duration
    /// How long all of it may take, from the first byte to the server's last answer.
    public var total: Duration

    /// Makes a patience: ten seconds to connect, a minute in all, unless told otherwise.
    public init(connect: Duration = .seconds(10), total: Duration = .seconds(60)) {
        self.connect = connect
        self.total = total
    }
}

/// Sends mails, one at a time, on a thread of its own, since libcurl blocks. No other file names libcurl.
///
/// A mail goes over its own connection. It is sent encrypted, to a server whose certificate is trusted, or not at all; on loopback the
/// settings may say otherwise.
public actor MailSender {
    private let thread: ConnectionThread
    private let server: SMTPServer
    private let patience: MailPatience
    private nonisolated let isStopping = Locked(false)

    /// The sender's own thread, which every call to libcurl runs on.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { self.thread.asUnownedSerialExecutor() }

    /// Starts the sender's thread.
    ///
    /// - Throws: `ThreadingError` when the system has no thread left.
    public init(server: SMTPServer, patience: MailPatience = MailPatience()) throws(ThreadingError) {
        self.thread = try ConnectionThread(name: "mail")
        self.server = server
        self.patience = patience
    }

    deinit { self.thread.stop() }

    /// Gives up what is being sent, unless the server has accepted it, and sends nothing more.
    public nonisolated func stop() { self.isStopping.withLock { $0 = true } }

    /// Sends a mail, and says what the server made of it. When the task is cancelled it ends within a second or so.
    public func send(_ mail: Mail) async -> MailOutcome {
        let isStopped = Locked(false)
        guard !self.isStopping.withLock({ $0 }) else { return .later(MailDelay(.stopped)) }
        return await withTaskCancellationHandler {
            Self.transfer(mail, to: self.server, within: self.patience, [isStopped, self.isStopping])
        } onCancel: {
            isStopped.withLock { $0 = true }
        }
    }

    /// What libcurl calls back into Swift. It lives as long as the transfer, and only the transfer's thread touches it.
    private final class Listening {
        var conversation = SMTPConversation()
        var sockets: Set<Int32> = []
        private(set) var isLate = false
        private let stops: [Locked<Bool>]
        private let deadline: ContinuousClock.Instant

        init(_ stops: [Locked<Bool>], within patience: Duration) {
            self.stops = stops
            self.deadline = .now + patience
        }

        var isStopped: Bool { self.stops.contains { $0.withLock { $0 } } }

        /// Tells whether the transfer is to end, and shuts its sockets then: libcurl says goodbye to a server even when it gives up, and would
        /// wait for its answer for as long as two minutes.
        func mustEnd() -> Bool {
            if !self.isLate { self.isLate = .now >= self.deadline }
            guard self.isLate || self.isStopped else { return false }
            for socket in self.sockets { _ = shutdown(socket, Int32(SHUT_RDWR)) }
            return true
        }
    }

    private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    private static func transfer(_ mail: Mail, to server: SMTPServer, within patience: MailPatience, _ stops: [Locked<Bool>]) -> MailOutcome {
        let listening = Listening(stops, within: patience.total)
        guard !listening.isStopped else { return .later(MailDelay(.stopped)) }
        guard self.isReady, let handle = curl_easy_init() else { return .later(MailDelay(.other)) }
        defer { curl_easy_cleanup(handle) }
        // The context that libcurl is given does not keep it.
        defer { withExtendedLifetime(listening) {} }
        guard let headers = self.list(MailHeaders.lines(of: mail, from: server.sender, called: server.name)) else { return .later(MailDelay(.other)) }
        defer { curl_slist_free_all(headers) }
        guard let recipients = self.list(["<\(mail.to)>"]) else { return .later(MailDelay(.other)) }
        defer { curl_slist_free_all(recipients) }
        guard let parts = self.parts(of: mail, handle) else { return .later(MailDelay(.other)) }
        defer { curl_mime_free(parts) }
        let results = [
            vigie_curl_set_text(handle, CURLOPT_MAIL_FROM, "<\(server.sender)>"), vigie_curl_set_list(handle, CURLOPT_MAIL_RCPT, recipients),
            vigie_curl_set_list(handle, CURLOPT_HTTPHEADER, headers), vigie_curl_set_parts(handle, parts),
        ]
        guard results.allSatisfy(self.isSet), self.address(handle, to: server, within: patience, listening) else { return .later(MailDelay(.other)) }
        let result = curl_easy_perform(handle)
        if result != CURLE_OK, listening.isStopped { return .later(MailDelay(.stopped)) }
        if result != CURLE_OK, listening.isLate { return .later(MailDelay(.timedOut)) }
        return MailOutcome(self.end(result), listening.conversation)
    }

    /// Tells libcurl where to go, how, and for how long.
    private static func address(_ handle: UnsafeMutableRawPointer, to server: SMTPServer, within patience: MailPatience, _ listening: Listening) -> Bool {
        let context = Unmanaged.passUnretained(listening).toOpaque()
        var results = [
            vigie_curl_set_text(handle, CURLOPT_URL, server.address),
            vigie_curl_set_text(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps"),
            // What the environment says of proxies is not about mail.
            vigie_curl_set_text(handle, CURLOPT_PROXY, ""),
            // Time-outs by signal would hit any thread.
            vigie_curl_set_long(handle, CURLOPT_NOSIGNAL, 1),
            vigie_curl_set_long(handle, CURLOPT_CONNECTTIMEOUT_MS, self.milliseconds(patience.connect)),
            // We look at the clock ourselves, once a second; this is for when we are not asked.
            vigie_curl_set_long(handle, CURLOPT_TIMEOUT_MS, self.milliseconds(patience.total + .seconds(5))),
            vigie_curl_set_long(handle, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2),
            vigie_curl_set_long(handle, CURLOPT_SSL_VERIFYPEER, 1),
            vigie_curl_set_long(handle, CURLOPT_SSL_VERIFYHOST, 2),
            vigie_curl_listen(handle, { _, kind, bytes, count, context in MailSender.listen(kind, bytes, count, context) }, context),
            vigie_curl_watch(handle, { context, _, _, _, _ in MailSender.mustEnd(context) ? 1 : 0 }, context),
            vigie_curl_sockets(
                handle,
                { context, socket, _ in
                    MailSender.opened(context, socket)
                    return CURL_SOCKOPT_OK
                }, { context, socket in MailSender.close(context, socket) }, context),
        ]
        // Anything less than all falls back to the open where the server offers nothing.
        let encryption = server.security == .none ? CURLUSESSL_NONE : CURLUSESSL_ALL
        results.append(vigie_curl_set_long(handle, CURLOPT_USE_SSL, Int(encryption.rawValue)))
        if let certificates = server.certificates { results.append(vigie_curl_set_text(handle, CURLOPT_CAINFO, certificates)) }
        if let credentials = server.credentials {
            results.append(vigie_curl_set_text(handle, CURLOPT_USERNAME, credentials.user))
            results.append(vigie_curl_set_text(handle, CURLOPT_PASSWORD, credentials.password))
        }
        return results.allSatisfy(self.isSet)
    }

    /// Makes the parts of a mail: its text and its documents. libcurl encodes them, so that no line is too long and nothing but ASCII travels.
    private static func parts(of mail: Mail, _ handle: UnsafeMutableRawPointer) -> OpaquePointer? {
        guard let parts = curl_mime_init(handle) else { return nil }
        let lines = mail.text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
        var isMade = self.add(Array(lines.utf8), type: "text/plain; charset=utf-8", encoder: "quoted-printable", name: nil, to: parts)
        for attachment in mail.attachments {
            isMade = isMade && self.add(attachment.bytes, type: attachment.type, encoder: "base64", name: attachment.name, to: parts)
        }
        guard isMade else {
            curl_mime_free(parts)
            return nil
        }
        return parts
    }

    private static func add(_ bytes: [UInt8], type: String, encoder: String, name: String?, to parts: OpaquePointer) -> Bool {
        guard let part = curl_mime_addpart(parts) else { return false }
        let isFilled = bytes.withUnsafeBytes { buffer in
            curl_mime_data(part, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count) == CURLE_OK
        }
        guard isFilled, curl_mime_type(part, type) == CURLE_OK, curl_mime_encoder(part, encoder) == CURLE_OK else { return false }
        return name.map { curl_mime_filename(part, $0) == CURLE_OK } ?? true
    }

    private static func list(_ lines: [String]) -> UnsafeMutablePointer<curl_slist>? {
        var list: UnsafeMutablePointer<curl_slist>?
        for line in lines {
            guard let longer = curl_slist_append(list, line) else {
                curl_slist_free_all(list)
                return nil
            }
            list = longer
        }
        return list
    }

    private static func isSet(_ result: CURLcode) -> Bool { result == CURLE_OK }

    private static func milliseconds(_ duration: Duration) -> Int { max(1, Int(clamping: Int64(duration / .milliseconds(1)))) }

    // MARK: What libcurl tells

    private static func listen(_ kind: curl_infotype, _ bytes: UnsafeMutablePointer<CChar>?, _ count: Int, _ context: UnsafeMutableRawPointer?) -> Int32 {
        guard let bytes, let context else { return 0 }
        let listening = Unmanaged<Listening>.fromOpaque(context).takeUnretainedValue()
        let heard = UnsafeRawBufferPointer(start: bytes, count: count)
        if kind == CURLINFO_HEADER_IN { listening.conversation.heard(heard) }
        if kind == CURLINFO_HEADER_OUT { listening.conversation.said(heard) }
        return 0
    }

    private static func mustEnd(_ context: UnsafeMutableRawPointer?) -> Bool {
        guard let context else { return false }
        return Unmanaged<Listening>.fromOpaque(context).takeUnretainedValue().mustEnd()
    }

    private static func opened(_ context: UnsafeMutableRawPointer?, _ socket: Int32) {
        guard let context else { return }
        Unmanaged<Listening>.fromOpaque(context).takeUnretainedValue().sockets.insert(socket)
    }

    private static func close(_ context: UnsafeMutableRawPointer?, _ socket: Int32) -> Int32 {
        if let context { Unmanaged<Listening>.fromOpaque(context).takeUnretainedValue().sockets.remove(socket) }
        return Glibc.close(socket)
    }

    private static func end(_ result: CURLcode) -> TransferEnd {
        switch result {
        case CURLE_OK: .done
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT, CURLE_COULDNT_RESOLVE_PROXY: .failed(.unreachable)
        case CURLE_OPERATION_TIMEDOUT: .failed(.timedOut)
        case CURLE_USE_SSL_FAILED, CURLE_SSL_CONNECT_ERROR: .failed(.notEncrypted)
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE: .failed(.untrusted)
        case CURLE_LOGIN_DENIED: .failed(.credentials)
        case CURLE_ABORTED_BY_CALLBACK: .failed(.stopped)
        default: .failed(.other)
        }
    }
}

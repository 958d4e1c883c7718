public import French
public import Runtime

extension String {
    /// Writes a refusal in a language; it stays as it is when that language has no words for it.
    public func told(in language: Language) -> String {
        switch language {
        case .english: self
        case .french: FrenchRefusals.text(self) ?? self
        }
    }
}

extension Problem {
    /// Writes the problem in a language; what that language has no words for stays English. Written twice, it stays the same.
    public func told(in language: Language) -> Problem {
        guard language == .french else { return self }
        let reason = self.reason?.told(in: language)
        var detail = self.detail?.told(in: language)
        if let field, let reason { detail = "\(FrenchRefusals.field(field)) : \(reason)" }
        return Problem(
            self.slug, self.status, title: self.title.told(in: language), detail: detail, field: self.field, reason: reason,
            retryAfter: self.retryAfter, asksForKey: self.asksForKey, allow: self.allow, closes: self.closes)
    }
}

public import French
public import Runtime

extension String {
    /// A refusal in a language; as it is when it is not known in it.
    public func told(in language: Language) -> String {
        switch language {
        case .english: self
        case .french: FrenchRefusals.text(self) ?? self
        }
    }
}

extension Problem {
    /// The problem in a language; what is not known in it stays English. Told twice, it is told the same.
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

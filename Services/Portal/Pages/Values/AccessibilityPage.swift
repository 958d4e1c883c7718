/// `/accessibilite`: what was checked, and what was not.
struct AccessibilityPage: Page {
    static let template = PageTemplate.accessibility
    let title = "Accessibilité"
    let heading = "Déclaration d’accessibilité"
}

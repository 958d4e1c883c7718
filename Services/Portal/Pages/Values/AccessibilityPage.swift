/// The page `/accessibilite`: what of the site was checked for accessibility, and what was not.
struct AccessibilityPage: Page {
    static let template = PageTemplate.accessibility
    let title = "Accessibilité"
    let heading = "Déclaration d’accessibilité"
}

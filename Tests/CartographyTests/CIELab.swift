import Foundation

/// A colour as people tell colours apart.
struct CIELab {
    let lightness: Double
    let a: Double
    let b: Double

    /// The difference CIEDE2000 (ISO/CIE 11664-6; notation of G. Sharma, W. Wu, E. N. Dalal, "The CIEDE2000 color-difference
    /// formula", Color Research & Application 30(1), 2005).
    func difference(from other: CIELab) -> Double {
        let degrees = Double.pi / 180
        let power7 = { (chroma: Double) in (pow(chroma, 7) / (pow(chroma, 7) + pow(25, 7))).squareRoot() }
        let g = 0.5 * (1 - power7((hypot(self.a, self.b) + hypot(other.a, other.b)) / 2))
        let (a1, a2) = ((1 + g) * self.a, (1 + g) * other.a)
        let (c1, c2) = (hypot(a1, self.b), hypot(a2, other.b))
        let hue = { (a: Double, b: Double) -> Double in
            let angle = a == 0 && b == 0 ? 0 : atan2(b, a) / degrees
            return angle < 0 ? angle + 360 : angle
        }
        let (h1, h2) = (hue(a1, self.b), hue(a2, other.b))
        let isGrey = c1 * c2 == 0
        var hueStep = isGrey ? 0 : h2 - h1
        if hueStep > 180 { hueStep -= 360 } else if hueStep < -180 { hueStep += 360 }
        var meanHue = isGrey ? h1 + h2 : (h1 + h2) / 2
        if !isGrey, (h1 - h2).magnitude > 180 { meanHue += h1 + h2 < 360 ? 180 : -180 }
        let (meanL, meanC) = ((self.lightness + other.lightness) / 2, (c1 + c2) / 2)
        let t =
            1 - 0.17 * cos((meanHue - 30) * degrees) + 0.24 * cos(2 * meanHue * degrees) + 0.32 * cos((3 * meanHue + 6) * degrees)
            - 0.20 * cos((4 * meanHue - 63) * degrees)
        let turn = 30 * exp(-pow((meanHue - 275) / 25, 2))
        let sl = 1 + 0.015 * pow(meanL - 50, 2) / (20 + pow(meanL - 50, 2)).squareRoot()
        let l = (other.lightness - self.lightness) / sl
        let c = (c2 - c1) / (1 + 0.045 * meanC)
        let h = 2 * (c1 * c2).squareRoot() * sin(hueStep / 2 * degrees) / (1 + 0.015 * meanC * t)
        return (l * l + c * c + h * h - sin(2 * turn * degrees) * 2 * power7(meanC) * c * h).squareRoot()
    }
}

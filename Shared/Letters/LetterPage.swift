import Accounts
import Cartography
import French
import Mortality

/// Draws one letter, from top to bottom. The town hall's address stands where a window envelope shows it.
struct LetterPage {
    private static let left = 56.7
    private static let right = Paper.width - 56.7
    /// Where the address begins, in points from the left: 105 mm.
    private static let addressLeft = 297.6
    private static var measure: Double { self.right - self.left }

    let letter: Letter
    let code: QRCode
    let paper: Paper

    func draw() {
        self.drawSender()
        self.drawAddress()
        self.paper.write("Le \(FrenchText.date(self.letter.day))", x: Self.addressLeft, y: 262, size: 10.5)
        var y = self.write("Objet : déclarer les décès de votre commune, votre code d’accès", at: 302, size: 11, face: .bold, leading: 15)
        y = self.write("Madame, Monsieur,", at: y + 14, size: 10.5, leading: 15)
        y = self.write(
            "La préfecture suit, jour après jour, le nombre de décès survenus dans le département. Votre mairie les déclare dans Vigie : "
                + "des nombres seulement, jamais un nom. Un jour sans décès se déclare aussi.", at: y + 6, size: 10.5, leading: 15)
        y = self.drawCode(at: y + 12)
        y = self.drawSteps(at: y + 28)
        self.drawHelp(at: y + 16)
        self.drawFoot()
    }

    private func drawSender() {
        self.paper.write("Vigie", x: Self.left, y: 70, size: 20, face: .bold)
        self.paper.write("Déclaration des décès par les communes", x: Self.left, y: 88, size: 9)
        self.paper.write("Préfecture", x: Self.left, y: 112, size: 10.5)
        self.paper.write(self.letter.department, x: Self.left, y: 127, size: 10.5)
        guard self.letter.isExercise else { return }
        self.paper.write("EXERCICE", x: Self.right, y: 70, size: 20, face: .bold, anchor: .end)
        self.paper.write("Cette lettre n’est adressée à aucune mairie.", x: Self.right, y: 88, size: 9, anchor: .end)
    }

    private func drawAddress() {
        var y = 150.0
        for line in self.paper.lines(of: self.letter.townHall, size: 11.5, face: .bold, within: Self.right - Self.addressLeft) {
            self.paper.write(line, x: Self.addressLeft, y: y, size: self.size(of: line, atMost: 11.5, face: .bold), face: .bold)
            y += 16
        }
        let place = self.letter.address.isEmpty ? ["\(self.letter.name), \(self.letter.department)"] : self.letter.address
        for line in place.flatMap({ self.paper.lines(of: $0, size: 11, within: Self.right - Self.addressLeft) }) {
            self.paper.write(line, x: Self.addressLeft, y: y, size: self.size(of: line, atMost: 11))
            y += 15
        }
    }

    /// Returns the size at which a line of the address stays on the page: long names of communes have no space to break at.
    private func size(of line: String, atMost size: Double, face: Paper.Face = .plain) -> Double {
        let width = self.paper.width(of: line, size: size, face: face)
        return size * min(1, (Self.right - Self.addressLeft) / max(width, 1))
    }

    /// Draws the code and its picture within a frame, and returns the frame's lower edge.
    private func drawCode(at top: Double) -> Double {
        let (height, inset) = (158.0, 16.0)
        self.paper.frame(x: Self.left, y: top, width: Self.measure, height: height, stroke: 1.2)
        // The picture keeps its light margin, which cameras need.
        let scale = (height - 2 * 6) / Double(self.code.width)
        let side = scale * Double(self.code.width)
        self.paper.fill(self.code.runs, from: Self.right - side - 6, top + 6, scale: scale)
        let x = Self.left + inset
        self.paper.write("Votre code", x: x, y: top + 28, size: 10.5)
        self.paper.write(self.letter.code, x: x, y: top + 68, size: 33, face: .code)
        self.paper.write("Identifiant de la mairie, pour les fois suivantes :", x: x, y: top + 98, size: 9.5)
        self.paper.write(self.letter.login, x: x, y: top + 115, size: 13, face: .code)
        self.paper.write("Le code sert une fois, jusqu’au \(FrenchText.date(self.letter.until)).", x: x, y: top + 142, size: 9.5)
        return top + height
    }

    private func drawSteps(at top: Double) -> Double {
        let steps = [
            "Photographiez le carré avec un téléphone, ou ouvrez \(self.letter.page) et tapez le code.",
            "Choisissez le mot de passe de la mairie : douze caractères au moins.",
            "Déclarez les décès de la commune, ou « aucun décès », aujourd’hui puis chaque jour.",
        ]
        var y = top
        for (number, step) in steps.enumerated() {
            self.paper.write("\(number + 1).", x: Self.left, y: y, size: 11, face: .bold)
            for line in self.paper.lines(of: step, size: 11, within: Self.measure - 22) {
                self.paper.write(line, x: Self.left + 22, y: y, size: 11)
                y += 16
            }
            y += 6
        }
        return y
    }

    private func drawHelp(at top: Double) {
        guard let number = self.letter.callCentre else {
            _ = self.write("Une question, un code perdu ? Appelez la préfecture.", at: top, size: 11, leading: 16)
            return
        }
        self.paper.write("Une question, un code perdu ? Le centre d’appel vous répond :", x: Self.left, y: top, size: 11)
        self.paper.write(number, x: Self.left, y: top + 26, size: 18, face: .bold)
    }

    private func drawFoot() {
        let y = Paper.height - 62
        self.paper.line(from: Self.left, y - 16, to: Self.right, y - 16, stroke: 0.6)
        _ = self.write(
            "Ce code ouvre le compte de la mairie : ne le transmettez à personne d’autre, et détruisez cette lettre une fois le mot de passe choisi. "
                + "Vigie ne remplace ni l’acte de décès ni les transmissions à l’Insee. (\(self.letter.commune))", at: y, size: 8, leading: 11)
    }

    /// Writes lines as wide as the page, and returns where the next would stand.
    private func write(_ text: String, at top: Double, size: Double, face: Paper.Face = .plain, leading: Double) -> Double {
        var y = top
        for line in self.paper.lines(of: text, size: size, face: face, within: Self.measure) {
            self.paper.write(line, x: Self.left, y: y, size: size, face: face)
            y += leading
        }
        return y
    }
}

extension QRCode {
    /// The dark modules as rectangles, each as long as its row goes on; in modules, the light margin included.
    fileprivate var runs: [(x: Int, y: Int, width: Int, height: Int)] {
        var runs: [(x: Int, y: Int, width: Int, height: Int)] = []
        for row in 0..<self.side {
            var column = 0
            while column < self.side {
                let end = (column..<self.side).first { !self.isDark(row: row, column: $0) } ?? self.side
                if end > column { runs.append((column + Self.quietZone, row + Self.quietZone, end - column, 1)) }
                column = max(end, column + 1)
            }
        }
        return runs
    }
}

@testable import Accounts
import Formats
import Foundation
import Testing

@Suite("Codes that are told on the telephone")
struct SpokenCodeTests {
    private static let alphabet = SpokenCode.alphabet.map { Character(Unicode.Scalar($0)) }

    @Test("There are 50 bits of them")
    func entropy() {
        // How many beginnings of eleven characters there are for each rest of their weighted sum.
        var counts = [UInt64](repeating: 0, count: SpokenCode.modulus)
        counts[0] = 1
        for weight in stride(from: SpokenCode.length, to: 1, by: -1) {
            var next = [UInt64](repeating: 0, count: SpokenCode.modulus)
            for (rest, count) in counts.enumerated() {
                for value in SpokenCode.alphabet.indices { next[(rest + weight * value) % SpokenCode.modulus] += count }
            }
            counts = next
        }
        // A beginning is a code when the check that it asks for is a character.
        let codes = counts.enumerated().filter { (SpokenCode.modulus - $0.offset) % SpokenCode.modulus < SpokenCode.alphabet.count }.reduce(0) {
            $0 + $1.element
        }
        #expect(codes == 1_259_322_325_381_262)
        #expect(log2(Double(codes)) > 50.16)
    }

    @Test("It is three groups of four of its alphabet, which holds nothing that is confused")
    func form() throws {
        #expect(Set(Self.alphabet).count == 24)
        #expect(Set(Self.alphabet).isDisjoint(with: "01OILBSUMTVE"))
        for _ in 0..<500 {
            let text = SpokenCode().text
            #expect(text.wholeMatch(of: /[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}/) != nil)
            #expect(Set(text).subtracting("-").isSubset(of: Self.alphabet))
        }
    }

    @Test("No two alike are drawn, and each place takes every character about as often")
    func drawn() {
        var random = SeededGenerator(seed: 5)
        let codes = (0..<24_000).map { _ in SpokenCode(using: &random).characters }
        #expect(Set(codes).count == codes.count)
        for place in 0..<SpokenCode.length {
            var counts: [UInt8: Int] = [:]
            for code in codes { counts[code[place], default: 0] += 1 }
            // A thousand expected; six standard deviations are 186.
            #expect(counts.count == 24 && counts.values.allSatisfy { abs($0 - 1_000) < 190 }, "place \(place)")
        }
    }

    @Test("It reads in any case, with any spaces, hyphens and points")
    func lenient() throws {
        let code = SpokenCode()
        let bare = code.text.replacing("-", with: "")
        let forms = [
            code.text, bare, code.text.lowercased(), bare.lowercased(), " \(code.text)\n", code.text.replacing("-", with: " - "),
            code.text.replacing("-", with: "\u{2011}"), code.text.replacing("-", with: "\u{2013}"), code.text.replacing("-", with: "\u{A0}"),
            code.text.replacing("-", with: "."), bare.map { "\($0) " }.joined(), "\u{200B}\(bare)\u{FEFF}", code.text.replacing("-", with: "_"),
        ]
        for form in forms { #expect(try SpokenCode(form) == code, "\(form)") }
    }

    @Test("Every single wrong character is caught")
    func substitutions() throws {
        for _ in 0..<40 {
            let characters = Array(SpokenCode().text.replacing("-", with: ""))
            for place in characters.indices {
                for other in Self.alphabet where other != characters[place] {
                    var wrong = characters
                    wrong[place] = other
                    #expect(throws: SpokenCodeFault.check) { try SpokenCode(String(wrong)) }
                }
            }
        }
    }

    @Test("Every swap of two different characters is caught, neighbours or not")
    func swaps() throws {
        for _ in 0..<200 {
            let characters = Array(SpokenCode().text.replacing("-", with: ""))
            for first in characters.indices {
                for second in characters.indices where second > first && characters[first] != characters[second] {
                    var wrong = characters
                    wrong.swapAt(first, second)
                    #expect(throws: SpokenCodeFault.check) { try SpokenCode(String(wrong)) }
                }
            }
        }
    }

    @Test("What cannot be a code says why")
    func refused() throws {
        let bare = SpokenCode().text.replacing("-", with: "")
        #expect(throws: SpokenCodeFault.length) { try SpokenCode("") }
        #expect(throws: SpokenCodeFault.length) { try SpokenCode(" - - ") }
        #expect(throws: SpokenCodeFault.length) { try SpokenCode(String(bare.dropLast())) }
        #expect(throws: SpokenCodeFault.length) { try SpokenCode(bare + "2") }
        #expect(throws: SpokenCodeFault.length) { try SpokenCode(String(repeating: "2", count: 100_000)) }
        for stranger in ["0", "O", "1", "I", "l", "b", "S", "é", "２", "٢", "\u{1F600}", "\0", "/", "А"] {
            #expect(throws: SpokenCodeFault.character, "\(stranger)") { try SpokenCode(bare.dropLast() + stranger) }
        }
        #expect(SpokenCodeFault.allCases.map(\.rawValue) == ["wrong-length", "strange-character", "mistyped"])
    }
}

import Testing

@testable import Basics

@Suite struct SourceTextTests {
  @Test(arguments: [
    ("sets/ft06.txt", "ft06"), ("a.b/c", "c"), (".hidden", ".hidden"), ("A.10.csv", "A.10"), ("", "instance"),
  ])
  func theStemIsTheFilesOwnName(path: String, stem: String) {
    #expect(SourceText(name: path, text: "").stem == stem)
  }

  @Test func theFirstByteIsNoBlankAndNoMark() {
    #expect(SourceText(name: "x", text: "\u{FEFF} \r\n\t{ }").firstByte == UInt8(ascii: "{"))
    #expect(SourceText(name: "x", text: " \n").firstByte == nil)
  }

  @Test func aNULIsRefusedWithItsLine() throws {
    try SourceText(name: "x", text: "1\n2").checkHasNoNUL()
    let unmarked = SourceText(name: "x", text: "1\n2\u{0}3")
    let error = #expect(throws: InputError.self) { try unmarked.checkHasNoNUL() }
    #expect(error?.line == 2 && error?.message.contains("byte order mark") == true)
  }

  @Test func wordsAreFoundWhereverTheyStand() {
    let source = SourceText(name: "x", text: "aabaab")
    for word in ["aab", "aabaab", "b", "baa"] { #expect(source.contains(word)) }
    for word in ["aaa", "aabaabb", "bb", "c"] { #expect(!source.contains(word)) }
    #expect(!SourceText(name: "x", text: "").contains("a"))
  }

  @Test func controlCharactersAreNoText() {
    let old = SourceText(name: "x", text: "1\t2\r\n\u{C}\u{1A}3")
    #expect(old.isText() && (try? old.checkIsText()) != nil)
    let binary = SourceText(name: "x", text: "1\n2\n\u{7F}\u{0}")
    #expect(!binary.isText() && binary.isText(upTo: 4))
    let error = #expect(throws: InputError.self) { try binary.checkIsText() }
    #expect(error?.description == "x:3: expected text, found binary data")
  }
}

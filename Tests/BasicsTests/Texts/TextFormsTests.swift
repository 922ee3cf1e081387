import Testing

@testable import Basics

@Suite struct TextFormsTests {
  static let forms: [[UInt8]] = [
    Array("1 2\n0 é\n".utf8),
    [0xEF, 0xBB, 0xBF] + Array("1 2\n0 é\n".utf8),
    [0xFF, 0xFE] + "1 2\n0 é\n".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] },
    [0xFE, 0xFF] + "1 2\n0 é\n".utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] },
    Array("1 2\r0 é\r".utf8),
    Array("1 2\n0 é\n".utf8) + [26],
    Array("1 2\n0 é\n".utf8) + [26, 26, 10],
  ]

  @Test(arguments: forms) func everyFormIsTheSameText(bytes: [UInt8]) {
    #expect(SourceText(name: "x", bytes: bytes).bytes == Array("1 2\n0 é\n".utf8))
  }

  @Test func linesOfWindowsStay() {
    let bytes = Array("a\r\nb\r\n".utf8)
    #expect(SourceText(name: "x", bytes: bytes).bytes == bytes)
    #expect(SourceText(name: "x", bytes: Array("a\r\r\nb".utf8)).bytes == Array("a\n\r\nb".utf8))
  }

  @Test func whatIsNoTextStaysSo() {
    #expect(SourceText(name: "x", bytes: [0xFF, 0xFE, 0x31]).bytes == [0xFF, 0xFE, 0x31])
    #expect(SourceText(name: "x", bytes: [0x1F, 0x8B, 0]).bytes == [0x1F, 0x8B, 0])
    #expect(SourceText(name: "x", bytes: [26]).bytes.isEmpty)
    #expect(SourceText(name: "x", bytes: []).bytes.isEmpty)
  }
}

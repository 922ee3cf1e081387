import Foundation
import Testing

@testable import dovetail_controller

@Suite struct LivePageTests {
  /// By coreutils, base64; nil where there is no such program.
  private func sha256(_ text: String) throws -> String? {
    let program = URL(filePath: "/usr/bin/sha256sum")
    guard FileManager.default.isExecutableFile(atPath: program.path) else { return nil }
    let process = Process()
    let (input, output) = (Pipe(), Pipe())
    process.executableURL = program
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
    try input.fileHandleForWriting.close()
    let digits = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self).prefix(64)
    process.waitUntilExit()
    let bytes = stride(from: 0, to: digits.count, by: 2).compactMap { offset in
      UInt8(digits.dropFirst(offset).prefix(2), radix: 16)
    }
    return Data(bytes).base64EncodedString()
  }

  @Test func itsPolicyAllowsItsOwnStyleAndScriptByTheirHashes() throws {
    guard let style = try sha256(LivePage.style), let script = try sha256(LivePage.script) else {
      print("no sha256sum: the hashes of the live page are not compared")
      return
    }
    #expect(LivePage.html.contains("<style>\(LivePage.style)</style>"))
    #expect(LivePage.html.contains("<script>\(LivePage.script)</script>"))
    #expect(LivePage.contentSecurityPolicy.contains("style-src 'sha256-\(style)'"))
    #expect(LivePage.contentSecurityPolicy.contains("script-src 'sha256-\(script)'"))
  }

  @Test func itNeedsNothingFromElsewhere() {
    for word in ["http:", "https:", "//cdn", "@import", "url("] {
      #expect(!LivePage.html.contains(word))
    }
    // What the policy turns down, and what would make markup of names.
    for word in ["innerHTML", "insertAdjacentHTML", "document.write", "eval(", " onclick=", " style="] {
      #expect(!LivePage.html.contains(word))
    }
  }
}

import Testing

@testable import dovetail_server

@Suite("What the server refuses to start with")
struct ServerSettingsTests {
  private func settings(_ change: (inout ServerSettings) -> Void) -> ServerSettings {
    var settings = ServerSettings()
    change(&settings)
    return settings
  }

  @Test("loopback needs nothing", arguments: ["127.0.0.1", "127.8.9.1", "::1", "localhost"])
  func loopback(host: String) throws {
    let settings = settings { $0.host = host }
    #expect(try settings.checked() == settings)
  }

  @Test(
    "elsewhere needs TLS", arguments: ["0.0.0.0", "10.0.0.1", "::", "example.org", "127.0.0.1.example.org", "127.1"])
  func open(host: String) {
    #expect(throws: ServerSettings.Refusal.self) { try settings { $0.host = host }.checked() }
    #expect(throws: ServerSettings.Refusal.self) {
      try settings {
        $0.host = host
        $0.tokenFile = "tokens"
      }.checked()
    }
  }

  @Test("elsewhere needs clients that say who they are")
  func anonymous() throws {
    func remote(_ change: (inout ServerSettings) -> Void) -> ServerSettings {
      settings {
        $0.host = "0.0.0.0"
        ($0.certificateFile, $0.keyFile) = ("certificate", "key")
        change(&$0)
      }
    }
    #expect(throws: ServerSettings.Refusal.self) { try remote { _ in }.checked() }
    _ = try remote { $0.tokenFile = "tokens" }.checked()
    _ = try remote { $0.clientAuthorityFile = "authority" }.checked()
  }

  @Test("a certificate needs its key, and client certificates need TLS")
  func incomplete() {
    #expect(throws: ServerSettings.Refusal.self) { try settings { $0.certificateFile = "certificate" }.checked() }
    #expect(throws: ServerSettings.Refusal.self) { try settings { $0.keyFile = "key" }.checked() }
    #expect(throws: ServerSettings.Refusal.self) { try settings { $0.clientAuthorityFile = "authority" }.checked() }
  }
}

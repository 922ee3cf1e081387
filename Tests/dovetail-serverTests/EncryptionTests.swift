import Testing

@testable import dovetail_server

@Suite("TLS and who may ask", .serialized)
struct EncryptionTests {
  private let settings = ServerSettings()
    .with(\.certificateFile, TLSClient.file("server.pem")).with(\.keyFile, TLSClient.file("server.key"))

  @Test("a client with a certificate of the authority is let in; one without is told; a stranger is sent away")
  func clientCertificates() async throws {
    let settings = settings.with(\.clientAuthorityFile, TLSClient.file("authority.pem"))
    try await withServer(settings) { http, _ in
      let client = TLSClient(port: http.port)
      #expect(await client.get("/metrics", certificate: "client").hasPrefix("HTTP/1.1 200"))
      #expect(await client.get("/metrics").hasPrefix("HTTP/1.1 401"))
      #expect(await client.get("/healthz").hasPrefix("HTTP/1.1 200"))
      #expect(await client.get("/metrics", certificate: "stranger") == "")
      #expect(await client.get("/healthz", certificate: "stranger") == "")
    }
  }

  @Test("a token is as good, and plain HTTP gets no answer")
  func tokens() async throws {
    let file = TemporaryFile("a-token-of-some-length\n")
    let settings = settings.with(\.tokenFile, file.path)
    try await withServer(settings) { http, _ in
      let client = TLSClient(port: http.port)
      let header = "Authorization: Bearer a-token-of-some-length\r\n"
      #expect(await client.get("/metrics", headers: header).hasPrefix("HTTP/1.1 200"))
      #expect(await client.get("/metrics").hasPrefix("HTTP/1.1 401"))
      // Without a client authority, a certificate says nothing.
      #expect(await client.get("/metrics", certificate: "client").hasPrefix("HTTP/1.1 401"))
      #expect(await http.get("/healthz").status == 0)
    }
  }

  @Test("files that are no certificates or keys are refused by name")
  func badFiles() {
    for (certificate, key) in [("README.md", "server.key"), ("server.pem", "README.md"), ("none", "server.key")] {
      let settings = ServerSettings()
        .with(\.certificateFile, TLSClient.file(certificate)).with(\.keyFile, TLSClient.file(key))
      let refusal = #expect(throws: ServerSettings.Refusal.self) { try SecretFiles.tls(settings) }
      #expect(refusal?.description.contains("/Certificates/") == true)
    }
  }
}

import APIServerDouble
import Basics
import NIOSSL
import Testing

@testable import KubernetesAPI

@Suite("Calls to the API server")
struct APIClientTests {
  @Test("the token goes along, and an error's words come back")
  func token() async throws {
    let server = APIServerDouble()
    server.fail("/api/v1/nodes", with: [403])
    try await server.whileServing { url in
      var configuration = APIConfiguration(server: url)
      configuration.token = .fixed("abc")
      let client = try APIClient(configuration)
      await #expect(throws: APIFailure(status: 403, "injected")) { try await client.call(.get, "/api/v1/nodes") }
      #expect(server.calls.map(\.authorization) == ["Bearer abc"])
      await client.shutdown()
    }
  }

  @Test("a client certificate is shown, and a server of another authority is not spoken to")
  func certificates() async throws {
    let server = APIServerDouble()
    let chain = try NIOSSLCertificate.fromPEMBytes(try Folder.certificate("server.pem"))
    let key = try NIOSSLPrivateKey(bytes: try Folder.certificate("server.key"), format: .pem)
    var tls = TLSConfiguration.makeServerConfiguration(
      certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
    tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(try Folder.certificate("authority.pem")))
    tls.certificateVerification = .noHostnameVerification
    let folder = try Folder()
    @Sendable func configuration(_ url: String, _ authority: String, _ user: String?) throws -> APIConfiguration {
      func data(_ name: String) throws -> String { Folder.base64(try Folder.certificate(name)) }
      let member =
        try user.map {
          "{client-certificate-data: \(try data($0 + ".pem")), client-key-data: \(try data($0 + ".key"))}"
        } ?? "{}"
      let path = try folder.write(
        "config",
        """
        current-context: x
        contexts: [{name: x, context: {cluster: x, user: x}}]
        clusters: [{name: x, cluster: {server: "\(url)", certificate-authority-data: \(try data(authority))}}]
        users: [{name: x, user: \(member)}]

        """)
      return try APIConfiguration.inKubeconfig(path, context: nil)
    }
    try await server.whileServing(tls: tls) { url in
      for (authority, user, isFine) in [
        ("authority.pem", "client", true), ("stranger.pem", "client", false), ("authority.pem", "stranger", false),
        ("authority.pem", nil, false),
      ] {
        let client = try APIClient(configuration(url, authority, user))
        let answer = try? await client.call(.get, "/api/v1/nodes")
        #expect((answer != nil) == isFine, "\(authority) \(user ?? "none")")
        await client.shutdown()
      }
    }
  }
}

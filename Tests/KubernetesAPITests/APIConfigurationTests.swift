import Basics
import Testing

@testable import KubernetesAPI

@Suite("Where the API server is, and who asks")
struct APIConfigurationTests {
  private static let file = """
    apiVersion: v1
    kind: Config
    current-context: here
    contexts:
    - name: here
      context: {cluster: one, user: token, namespace: default}
    - name: there
      context: {cluster: two, user: certificate}
    - name: anonymous
      context: {cluster: plain, user: ""}
    - name: helped
      context: {cluster: one, user: helper}
    clusters:
    - name: one
      cluster:
        server: https://10.0.0.1:6443/
        certificate-authority: ca.pem
    - name: two
      cluster: {server: "https://two:443", insecure-skip-tls-verify: true}
    - name: plain
      cluster: {server: "http://127.0.0.1:8001"}
    users:
    - name: token
      user: {token: abc}
    - name: certificate
      user: {client-certificate-data: Y2VydA==, client-key-data: a2V5}
    - name: helper
      user: {exec: {command: login}}

    """

  @Test("the current context of a kubeconfig, with a token and a file beside it")
  func token() throws {
    let folder = try Folder()
    try folder.write("ca.pem", "pem")
    let path = try folder.write("config", Self.file)
    let found = try APIConfiguration.inKubeconfig(path, context: nil)
    #expect(found.server == "https://10.0.0.1:6443")
    #expect(found.token == .fixed("abc"))
    #expect(found.authority == .init(name: folder.path + "/ca.pem", bytes: Array("pem".utf8)))
    #expect(found.certificate == nil)
    #expect(!found.skipsVerification)
    #expect(try APIConfiguration.found(kubeconfig: nil, context: nil, environment: ["KUBECONFIG": path]) == found)
  }

  @Test("another context, with a client certificate inside the file; one without a user")
  func contexts() throws {
    let folder = try Folder()
    let path = try folder.write("config", Self.file)
    let found = try APIConfiguration.inKubeconfig(path, context: "there")
    #expect(found.certificate?.chain.bytes == Array("cert".utf8))
    #expect(found.certificate?.key.bytes == Array("key".utf8))
    #expect(found.skipsVerification)
    let anonymous = try APIConfiguration.inKubeconfig(path, context: "anonymous")
    #expect(anonymous == APIConfiguration(server: "http://127.0.0.1:8001"))
  }

  @Test("what is missing is named with its file")
  func mistakes() throws {
    let folder = try Folder()
    let path = try folder.write("config", Self.file)
    func words(_ path: String, _ context: String? = nil) -> String {
      do throws(InputError) {
        _ = try APIConfiguration.inKubeconfig(path, context: context)
        return ""
      } catch {
        return error.description.replacing(folder.path, with: "F")
      }
    }
    #expect(words(path) == "F/ca.pem: expected certificate-authority in PEM form, found no such file or directory")
    #expect(words(path, "x") == "F/config: expected the context 'x', found only anonymous, helped, here, there")
    try folder.write("ca.pem", "pem")
    #expect(
      words(path, "helped")
        == "F/config: expected a user with a token or a client certificate, found 'exec', which is not known here")
    #expect(words(folder.path + "/none") == "F/none: expected a kubeconfig, found no such file or directory")
    let list = try folder.write("list", "clusters:\n- name: a\n  cluster: 5\n")
    #expect(words(list) == "F/list:3: 'clusters.0.cluster': expected an object, found '5'")
    let broken = try folder.write("broken", "a: b\n  c: d\n")
    #expect(words(broken).hasPrefix("F/broken:2: "))
  }

  @Test("in a pod: the service's address, the token's file and the authority")
  func inCluster() throws {
    let folder = try Folder()
    try folder.write("ca.crt", "pem")
    try folder.write("token", "abc\n")
    let environment = ["KUBERNETES_SERVICE_HOST": "fd00::1", "KUBERNETES_SERVICE_PORT": "443"]
    let found = try APIConfiguration.inCluster(environment: environment, folder: folder.path)
    #expect(found.server == "https://[fd00::1]:443")
    #expect(found.token == .file(folder.path + "/token"))
    #expect(found.authority?.bytes == Array("pem".utf8))
    #expect(throws: InputError.self) { try APIConfiguration.inCluster(environment: [:], folder: folder.path) }
    #expect(throws: InputError.self) { try APIConfiguration.inCluster(environment: environment, folder: "/none") }
  }
}

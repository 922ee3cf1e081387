import Basics
import YAMLReading

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What `kubectl` reads too: clusters, users, and contexts that join them.
///
/// - Source: the API type `Config` of `client.config.k8s.io/v1`, in Kubernetes' reference.
struct Kubeconfig {
  struct Cluster: JSONReadable {
    var server: String?
    var authorityFile: String?
    var authorityData: String?
    var skipsVerification: Bool?
    /// Keys whose meaning is not known here and that are not harmless.
    var refused: String?
  }

  struct User: JSONReadable {
    var token: String?
    var tokenFile: String?
    var certificateFile: String?
    var certificateData: String?
    var keyFile: String?
    var keyData: String?
    var refused: String?
  }

  struct Context: JSONReadable {
    var cluster: String?
    var user: String?
  }

  var currentContext: String?
  var clusters: [String: Cluster] = [:]
  var users: [String: User] = [:]
  var contexts: [String: Context] = [:]

  /// - Parameter source: YAML, or JSON, which is YAML too.
  init(_ source: SourceText) throws(InputError) {
    var json = JSONReader(try Self.json(of: source), place: .lineAndPath)
    try json.beginObject("a kubeconfig")
    while let key = try json.nextKey() {
      switch key {
      case "current-context": currentContext = try json.text()
      case "clusters": clusters = try Self.named("cluster", &json)
      case "users": users = try Self.named("user", &json)
      case "contexts": contexts = try Self.named("context", &json)
      default: try json.skipValue()
      }
    }
  }

  private static func json(of source: SourceText) throws(InputError) -> SourceText {
    var line = 0
    let text = source.bytes.withUnsafeBufferPointer { bytes in
      // An empty text has no address.
      bytes.baseAddress.flatMap { jsonOfYAML($0, bytes.count, &line) }
    }
    guard let text else {
      throw InputError(file: source.name, line: nil, expected: "a kubeconfig", found: "an empty file")
    }
    defer { free(text) }
    let result = String(cString: text)
    guard line == 0 else { throw InputError(file: source.name, line: line, result) }
    return SourceText(name: source.name, text: result)
  }

  /// Elements such as `{name: …, cluster: {…}}`; of two with one name the first counts, as for `kubectl`.
  private static func named<Value: JSONReadable>(
    _ member: String, _ json: inout JSONReader
  ) throws(InputError) -> [String: Value] {
    var result: [String: Value] = [:]
    try json.beginArray()
    while try json.nextElement() {
      var name: String?
      var value: Value?
      let object = try json.beginObject()
      while let key = try json.nextKey() {
        switch key {
        case "name": name = try json.text()
        case member: try json.read(&value)
        default: try json.skipValue()
        }
      }
      let known = try json.required(name, "name", of: object)
      let content = try json.required(value, member, of: object)
      if result[known] == nil { result[known] = content }
    }
    return result
  }
}

extension Kubeconfig.Cluster {
  init(from json: inout JSONReader) throws(InputError) {
    try json.beginObject()
    while let key = try json.nextKey() {
      switch key {
      case "server": try json.read(&server)
      case "certificate-authority": try json.read(&authorityFile)
      case "certificate-authority-data": try json.read(&authorityData)
      case "insecure-skip-tls-verify": try json.read(&skipsVerification)
      case "proxy-url", "tls-server-name":
        refused = key
        try json.skipValue()
      default: try json.skipValue()
      }
    }
  }
}

extension Kubeconfig.User {
  init(from json: inout JSONReader) throws(InputError) {
    try json.beginObject()
    while let key = try json.nextKey() {
      switch key {
      case "token": try json.read(&token)
      case "tokenFile": try json.read(&tokenFile)
      case "client-certificate": try json.read(&certificateFile)
      case "client-certificate-data": try json.read(&certificateData)
      case "client-key": try json.read(&keyFile)
      case "client-key-data": try json.read(&keyData)
      case "exec", "auth-provider", "username", "password", "as", "as-uid", "as-groups", "as-user-extra":
        refused = refused ?? key
        try json.skipValue()
      default: try json.skipValue()
      }
    }
  }
}

extension Kubeconfig.Context {
  init(from json: inout JSONReader) throws(InputError) {
    try json.beginObject()
    while let key = try json.nextKey() {
      switch key {
      case "cluster": try json.read(&cluster)
      case "user": try json.read(&user)
      default: try json.skipValue()
      }
    }
  }
}

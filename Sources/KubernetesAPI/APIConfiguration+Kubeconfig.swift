import Basics

extension APIConfiguration {
  /// - Parameter context: nil for the file's current one.
  package static func inKubeconfig(_ path: String, context: String?) throws(InputError) -> Self {
    let source = SourceText(name: path, bytes: try FileBytes.read(path, "a kubeconfig"))
    return try inKubeconfig(Kubeconfig(source), path: path, context: context)
  }

  private static func inKubeconfig(
    _ file: Kubeconfig, path: String, context: String?
  ) throws(InputError) -> Self {
    func missing(_ expected: String, _ found: String = "none") -> InputError {
      InputError(file: path, line: nil, expected: expected, found: found)
    }
    func pick<Value>(_ name: String?, _ values: [String: Value], _ what: String) throws(InputError) -> Value {
      guard let name, !name.isEmpty else { throw missing("a \(what)") }
      guard let value = values[name] else {
        let known = values.keys.sorted().joined(separator: ", ")
        throw missing("the \(what) '\(name)'", known.isEmpty ? "none" : "only \(known)")
      }
      return value
    }

    let chosen = context ?? file.currentContext
    let names = try pick(chosen, file.contexts, context == nil ? "current-context" : "context")
    let cluster = try pick(names.cluster, file.clusters, "cluster")
    if let key = cluster.refused { throw missing("a cluster without '\(key)', which is not known here", key) }
    guard let server = cluster.server, server.hasPrefix("https://") || server.hasPrefix("http://") else {
      throw missing("a server that begins with https://", cluster.server.map { "'\($0)'" } ?? "none")
    }
    var end = server[...]
    while end.hasSuffix("/") { end = end.dropLast() }
    var result = Self(server: String(end))
    result.authority = try pem(
      cluster.authorityFile, cluster.authorityData, "certificate-authority", beside: path)
    result.skipsVerification = cluster.skipsVerification ?? false

    guard let name = names.user, !name.isEmpty else { return result }
    let user = try pick(name, file.users, "user")
    if let key = user.refused {
      throw missing("a user with a token or a client certificate", "'\(key)', which is not known here")
    }
    if let tokenFile = user.tokenFile {
      let place = resolved(tokenFile, beside: path)
      _ = try FileBytes.token(in: place)
      result.token = .file(place)
    } else if let token = user.token, !token.isEmpty {
      result.token = .fixed(token)
    }
    let chain = try pem(user.certificateFile, user.certificateData, "client-certificate", beside: path)
    let key = try pem(user.keyFile, user.keyData, "client-key", beside: path)
    switch (chain, key) {
    case (let chain?, let key?): result.certificate = ClientCertificate(chain: chain, key: key)
    case (nil, nil): break
    default: throw missing("client-certificate and client-key together", "one of them")
    }
    return result
  }

  /// What a member names as a file or holds itself; the data counts where there are both.
  private static func pem(
    _ file: String?, _ data: String?, _ key: String, beside path: String
  ) throws(InputError) -> PEM? {
    if let data, !data.isEmpty {
      let name = "\(path): \(key)-data"
      guard let bytes = FileBytes.decoded(base64: data), !bytes.isEmpty else {
        throw InputError(file: name, line: nil, expected: "PEM in base64", found: "other text")
      }
      return PEM(name: name, bytes: bytes)
    }
    guard let file, !file.isEmpty else { return nil }
    let place = resolved(file, beside: path)
    return PEM(name: place, bytes: try FileBytes.read(place, "\(key) in PEM form"))
  }

  /// Relative paths are relative to the file that has them.
  private static func resolved(_ file: String, beside path: String) -> String {
    if file.hasPrefix("/") { return file }
    guard let slash = path.lastIndex(of: "/") else { return file }
    return String(path[...slash]) + file
  }
}

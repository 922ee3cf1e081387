import Basics

/// Where the API server is, how to know it, and how to say who asks.
package struct APIConfiguration: Sendable, Equatable {
  /// Certificates or a key in PEM form, with the place they are from.
  package struct PEM: Sendable, Equatable {
    package let name: String
    package let bytes: [UInt8]
  }

  /// A bearer token; one in a file is read again while the program runs, since the cluster renews it.
  package enum Token: Sendable, Equatable {
    case fixed(String)
    case file(String)
  }

  /// A certificate that says who asks, and its key.
  package struct ClientCertificate: Sendable, Equatable {
    package let chain: PEM
    package let key: PEM
  }

  /// Such as `https://10.0.0.1:6443`, perhaps with a path, without a slash at the end.
  package let server: String
  /// Who signs the server's certificate; nil for the authorities of the system.
  package var authority: PEM?
  package var skipsVerification = false
  package var token: Token?
  package var certificate: ClientCertificate?

  package init(server: String) { self.server = server }

  /// Where Kubernetes mounts what a pod needs to speak to the API.
  package static let serviceAccountFolder = "/var/run/secrets/kubernetes.io/serviceaccount"

  /// What a program in a pod goes by.
  ///
  /// - Parameters:
  ///   - environment: has KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT.
  ///   - folder: of the files `token` and `ca.crt`.
  package static func inCluster(
    environment: [String: String], folder: String = serviceAccountFolder
  ) throws(InputError) -> Self {
    guard let host = environment["KUBERNETES_SERVICE_HOST"], !host.isEmpty else {
      throw InputError(
        file: "environment", line: nil, expected: "KUBERNETES_SERVICE_HOST, as in a pod of the cluster", found: "none")
    }
    let text = environment["KUBERNETES_SERVICE_PORT"] ?? ""
    guard let port = UInt16(text), port > 0 else {
      throw InputError(
        file: "environment", line: nil, expected: "KUBERNETES_SERVICE_PORT, a port",
        found: text.isEmpty ? "none" : "'\(text)'")
    }
    var result = Self(server: "https://\(host.contains(":") ? "[\(host)]" : host):\(port)")
    let tokenFile = folder + "/token"
    _ = try FileBytes.token(in: tokenFile)
    result.token = .file(tokenFile)
    let authorityFile = folder + "/ca.crt"
    result.authority = PEM(
      name: authorityFile, bytes: try FileBytes.read(authorityFile, "the cluster's certificates in PEM form"))
    return result
  }

  /// What the caller names; else `KUBECONFIG`; else the pod's own; else `~/.kube/config`.
  ///
  /// - Parameter context: of a kubeconfig; nil for its current one.
  package static func found(
    kubeconfig: String?, context: String?, environment: [String: String]
  ) throws(InputError) -> Self {
    if let kubeconfig { return try inKubeconfig(kubeconfig, context: context) }
    if let paths = environment["KUBECONFIG"], !paths.isEmpty {
      guard !paths.contains(":") else {
        throw InputError(file: "environment", line: nil, expected: "one file in KUBECONFIG", found: "'\(paths)'")
      }
      return try inKubeconfig(paths, context: context)
    }
    if context == nil, environment["KUBERNETES_SERVICE_HOST"] != nil { return try inCluster(environment: environment) }
    guard let home = environment["HOME"] else {
      throw InputError(
        file: "environment", line: nil, expected: "--kubeconfig, KUBECONFIG, HOME or KUBERNETES_SERVICE_HOST",
        found: "none of them")
    }
    return try inKubeconfig(home + "/.kube/config", context: context)
  }
}

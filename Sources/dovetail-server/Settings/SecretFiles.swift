import NIOSSL

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Reads what the settings name: tokens, certificates and keys.
enum SecretFiles {
  typealias Refusal = ServerSettings.Refusal

  /// Tokens are at least this long, so that they cannot be guessed.
  static let tokenLength = 16

  /// One token a line; empty lines are left out.
  static func tokens(in path: String) throws(Refusal) -> [[UInt8]] {
    let text = try text(of: path)
    let tokens = text.split(whereSeparator: \.isNewline).map { line in
      Array(line.drop(while: \.isWhitespace).utf8.reversed().drop { $0 == 32 || $0 == 9 }.reversed())
    }.filter { !$0.isEmpty }
    guard !tokens.isEmpty else { throw Refusal("\(path): there is no token in it") }
    guard tokens.allSatisfy({ $0.count >= tokenLength }) else {
      throw Refusal("\(path): a token has at least \(tokenLength) characters")
    }
    return tokens
  }

  /// - Returns: nil where there is no certificate.
  static func tls(_ settings: ServerSettings) throws(Refusal) -> TLSConfiguration? {
    guard let certificateFile = settings.certificateFile, let keyFile = settings.keyFile else { return nil }
    let chain: [NIOSSLCertificate]
    let key: NIOSSLPrivateKey
    do {
      chain = try NIOSSLCertificate.fromPEMFile(certificateFile)
    } catch {
      throw Refusal("\(certificateFile): no certificates in PEM form can be read from it")
    }
    guard !chain.isEmpty else { throw Refusal("\(certificateFile): there is no certificate in it") }
    do {
      key = try NIOSSLPrivateKey(file: keyFile, format: .pem)
    } catch {
      throw Refusal("\(keyFile): no private key in PEM form can be read from it")
    }
    var tls = TLSConfiguration.makeServerConfiguration(
      certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
    tls.minimumTLSVersion = .tlsv12
    if let authority = settings.clientAuthorityFile {
      do {
        let roots = try NIOSSLCertificate.fromPEMFile(authority)
        guard !roots.isEmpty else { throw Refusal("\(authority): there is no certificate in it") }
        tls.trustRoots = .certificates(roots)
      } catch let refusal as Refusal {
        throw refusal
      } catch {
        throw Refusal("\(authority): no certificates in PEM form can be read from it")
      }
      // Who shows none may have a token, or ask for the health; who shows a wrong one is sent away.
      tls.certificateVerification = .optionalVerification
    }
    return tls
  }

  private static func text(of path: String) throws(Refusal) -> String {
    guard let file = fopen(path, "r") else { throw Refusal("\(path): \(String(cString: strerror(errno)))") }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = fread(&bytes, 1, bytes.count, file)
    guard count < bytes.count else { throw Refusal("\(path): larger than 64 KiB") }
    return String(decoding: bytes[..<count], as: UTF8.self)
  }
}

import Basics
import NIOSSL

/// Certificates and keys as NIO wants them.
enum TransportSecurity {
  static func tls(_ configuration: APIConfiguration) throws(InputError) -> TLSConfiguration {
    var tls = TLSConfiguration.makeClientConfiguration()
    tls.minimumTLSVersion = .tlsv12
    if let authority = configuration.authority {
      tls.trustRoots = .certificates(try certificates(authority))
    }
    if configuration.skipsVerification { tls.certificateVerification = .none }
    if let certificate = configuration.certificate {
      tls.certificateChain = try certificates(certificate.chain).map { .certificate($0) }
      do {
        tls.privateKey = .privateKey(try NIOSSLPrivateKey(bytes: certificate.key.bytes, format: .pem))
      } catch {
        throw InputError(
          file: certificate.key.name, line: nil, expected: "a private key in PEM form", found: "other text")
      }
    }
    return tls
  }

  private static func certificates(_ pem: APIConfiguration.PEM) throws(InputError) -> [NIOSSLCertificate] {
    let found = (try? NIOSSLCertificate.fromPEMBytes(pem.bytes)) ?? []
    guard !found.isEmpty else {
      throw InputError(file: pem.name, line: nil, expected: "certificates in PEM form", found: "other text")
    }
    return found
  }
}

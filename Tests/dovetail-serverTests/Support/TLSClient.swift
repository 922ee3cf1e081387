import NIOCore
import NIOPosix
import NIOSSL
import Race

/// A client over TLS that trusts the test's authority and may show a certificate of its own.
struct TLSClient {
  let port: Int

  static func file(_ name: String) -> String {
    #filePath.split(separator: "/").dropLast(2).reduce("") { $0 + "/" + $1 } + "/Certificates/" + name
  }

  /// - Parameter name: of the client's certificate, such as "client"; nil for none.
  /// - Returns: what the server answers; empty where it ends the connection.
  func get(_ path: String, certificate name: String? = nil, headers: String = "") async -> String {
    let received = Received()
    do {
      var configuration = TLSConfiguration.makeClientConfiguration()
      configuration.trustRoots = .file(Self.file("authority.pem"))
      if let name {
        configuration.certificateChain = try NIOSSLCertificate.fromPEMFile(Self.file("\(name).pem"))
          .map { .certificate($0) }
        configuration.privateKey = .privateKey(try NIOSSLPrivateKey(file: Self.file("\(name).key"), format: .pem))
      }
      let context = try NIOSSLContext(configuration: configuration)
      let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .channelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            let tls = try NIOSSLClientHandler(context: context, serverHostname: "localhost")
            try channel.pipeline.syncOperations.addHandlers([tls, received])
          }
        }.connect(host: "127.0.0.1", port: port).get()
      let request = "GET \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\(headers)\r\n"
      try? await channel.writeAndFlush(ByteBuffer(string: request))
      try? await channel.closeFuture.get()
    } catch {
      return ""
    }
    return received.text.update { $0 }
  }

  private final class Received: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer
    let text = Condition("")

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      let buffer = unwrapInboundIn(data)
      text.update { $0 += String(decoding: buffer.readableBytesView, as: UTF8.self) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
  }
}

import Hummingbird
import NIOCore
import Synchronization

/// What the middleware knows of a request beyond its text.
struct ServerRequestContext: RequestContext {
  /// How far the request's body has been read.
  final class BodyProgress: Sendable {
    private let read = Atomic(false)
    var isRead: Bool { read.load(ordering: .relaxed) }
    func markRead() { read.store(true, ordering: .relaxed) }
  }

  var coreContext: CoreRequestContextStorage
  let channel: any Channel
  let body = BodyProgress()

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    channel = source.channel
  }
}

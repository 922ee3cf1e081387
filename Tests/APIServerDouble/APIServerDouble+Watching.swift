import Hummingbird
import NIOCore

/// Watches, which are woken by changes.
extension APIServerDouble {
  /// Seconds between bookmarks, and of a watch that does not say how long it is to be.
  private static let bookmarkTime = 60.0
  private static let watchTime = 1800.0

  func watch(_ target: RequestPath, _ query: [String: String]) throws(APIError) -> Response {
    let selection = try Selection(namespace: target.namespace, query: query)
    let path = target.type.path
    let from = query["resourceVersion"].flatMap { Int($0) } ?? 0
    let (start, form, cuts) = state.update { state in
      // From version 0, or none, a watch begins with what there is.
      let table = state.tables[path] ?? ObjectTable()
      return (from == 0 ? table.end : table.position(behind: from), state.goneForm, state.cuts)
    }
    guard let start else {
      let error = APIError.expired("too old resource version: \(from)")
      if form == .status { throw error }
      return Self.json(Array(#"{"type":"ERROR","object":"#.utf8) + error.status.bytes + Array("}\n".utf8))
    }
    let first = from == 0 ? state.update { $0.tables[path]?.sorted() ?? [] }.filter(selection.holds) : []
    let end = ContinuousClock.now + .seconds(query["timeoutSeconds"].flatMap { Double($0) } ?? Self.watchTime)
    let hasBookmarks = query["allowWatchBookmarks"] == "true" || query["allowWatchBookmarks"] == "1"
    return Response(
      status: .ok, headers: [.contentType: "application/json"],
      body: ResponseBody { writer in
        let (id, wakes) = self.state.update { state in
          state.watches += 1
          return state.listen(path)
        }
        defer {
          self.state.update { state in
            state.watches -= 1
            state.listeners[id] = nil
          }
        }
        // The head goes out at once, as a server's does that has nothing to tell yet.
        var news: [UInt8] = [10]
        for object in first { Self.append(.added, object.text, to: &news) }
        try await Self.write(news, slowly: false, to: &writer)
        var position = start
        var marked = ContinuousClock.now
        var drawn = ContinuousClock.now
        self.state.update { $0.listeners[id]?.wake.yield() }
        for await _ in wakes {
          let now = ContinuousClock.now
          let draws = now - drawn > .seconds(1)
          if draws { drawn = now }
          let (changes, version, isCut, isSlow) = self.state.update { state in
            let table = state.tables[path] ?? ObjectTable()
            return (
              table.changes(from: position), state.version,
              state.cuts != cuts || (draws && state.faults.cutsWatch()), state.isSlow
            )
          }
          guard let changes else {
            news = Array(#"{"type":"ERROR","object":"#.utf8)
            news += APIError.expired("too old resource version").status.bytes + Array("}\n".utf8)
            try await Self.write(news, slowly: false, to: &writer)
            break
          }
          position += changes.count
          news = []
          for change in changes { Self.append(change, selection, hasBookmarks, to: &news) }
          if hasBookmarks, now - marked > .seconds(Self.bookmarkTime) {
            marked = now
            Self.append(.bookmark, Self.bookmark(version, path), to: &news)
          }
          if !news.isEmpty { try await Self.write(news, slowly: isSlow, to: &writer) }
          if isCut {
            try await writer.write(ByteBuffer(string: #"{"type":"MODI"#))
            throw BrokenConnection()
          }
          if now >= end { break }
        }
        try await writer.finish(nil)
      })
  }

  /// An object that a change takes into the selection is added, and one that it takes out is deleted.
  private static func append(
    _ change: ObjectTable.Change, _ selection: Selection, _ hasBookmarks: Bool, to news: inout [UInt8]
  ) {
    if change.kind == .bookmark {
      if hasBookmarks { append(.bookmark, change.object.text, to: &news) }
      return
    }
    if selection.isOfAll { return append(change.kind, change.object.text, to: &news) }
    let was = change.previous.map(selection.holds) ?? false
    let holds = change.kind != .deleted && selection.holds(for: change.object)
    switch (was, holds) {
    case (false, true): append(.added, change.object.text, to: &news)
    case (true, true): append(.modified, change.object.text, to: &news)
    case (true, false): append(.deleted, change.object.text, to: &news)
    case (false, false): break
    }
  }

  private static func append(_ kind: ObjectTable.Change.Kind, _ text: [UInt8], to news: inout [UInt8]) {
    news += #"{"type":"\#(kind.rawValue)","object":"#.utf8
    news += text
    news += "}\n".utf8
  }

  private static func write(_ bytes: [UInt8], slowly: Bool, to writer: inout any ResponseBodyWriter) async throws {
    guard slowly else { return try await writer.write(ByteBuffer(bytes: bytes)) }
    var rest = bytes[...]
    while !rest.isEmpty {
      try await writer.write(ByteBuffer(bytes: rest.prefix(5)))
      rest = rest.dropFirst(5)
      try await Task.sleep(for: .milliseconds(2))
    }
  }
}

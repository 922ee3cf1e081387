extension LayerState {
  /// The mapping as it is.
  ///
  /// - Complexity: O(size of the mapping).
  func mapping() -> LayerMapping {
    var all: [LayerMapping.Stay] = []
    for index in 0..<active.count { all += stays(of: active[index]) }
    return LayerMapping(all, of: units.program)
  }

  /// One stay for each tensor that the run holds.
  private func stays(of first: Int32) -> [LayerMapping.Stay] {
    let run = runs[first]
    let (copySpans, writeBackSpans) = copySpans(of: first)
    var result: [LayerMapping.Stay] = []
    var copyIn: LayerMapping.Copy?
    var tensor = Int(units.events[first].usedTensor)
    var start = Int(run.start)
    if tensor >= 0 { copyIn = Self.copy(copySpans, emptyAt: start) }
    for index in Int(first)...Int(run.last) {
      let event = units.events[index]
      guard event.isBirth else { continue }
      if tensor >= 0 {
        result.append(
          .init(tensor: tensor, start: start, end: Int(event.time), address: run.address, copyIn: copyIn))
      }
      (tensor, start, copyIn) = (Int(event.tensor), Int(event.time), nil)
    }
    let last = units.events[run.last]
    var writeBack: LayerMapping.Copy?
    if units.needsWriteBack(first: Int(first), last: last) {
      writeBack = Self.copy(writeBackSpans, emptyAt: start + 1)
    }
    result.append(
      .init(
        tensor: tensor, start: start, end: Int(run.finish), address: run.address, copyIn: copyIn, writeBack: writeBack))
    return result
  }

  /// The copy that consists of these spans, in any order.
  private static func copy(_ spans: [Span], emptyAt time: Int) -> LayerMapping.Copy {
    guard let first = spans.map(\.time).min(), let last = spans.map(\.time).max() else {
      return .init(first: time, amounts: [])
    }
    var amounts = [Int](repeating: 0, count: Int(last - first) + 1)
    for span in spans { amounts[Int(span.time - first)] += span.amount }
    return .init(first: Int(first), amounts: amounts)
  }
}

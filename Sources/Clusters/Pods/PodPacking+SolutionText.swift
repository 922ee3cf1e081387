extension PodPacking {
  public static func completed(_ solution: Solution, of instance: Instance, shouldStop: () -> Bool) -> Solution {
    solution.withPlan(shouldStop: shouldStop)
  }

  /// What a coder makes of it with sorted keys, in a tenth of the time: clusters have 100,000 pods.
  public static func json(of solution: Solution) -> String? {
    guard let instance = solution.instance else { return nil }
    let nodes = instance.nodeNames.map(JSONBytes.quoted)
    var text = JSONBytes()
    func node(_ index: Int32) -> [UInt8] { index < 0 ? JSONBytes.null : nodes[Int(index)] }
    text.add("{")
    let pending = solution.reasons(in: instance)
    if !pending.isEmpty {
      text.list("\"pending\":[", pending.indices, "],") { text, index in
        text.add("{\"pod\":")
        text.add(quoting: pending[index].pod)
        text.add(",\"reason\":")
        text.add(quoting: pending[index].reason)
        text.add("}")
      }
    }
    text.list("\"placements\":[", solution.nodeOfPod.indices, "]") { text, pod in
      text.add("{\"from\":")
      text.bytes += node(instance.currentNode[pod])
      text.add(",\"node\":")
      text.bytes += node(solution.nodeOfPod[pod])
      text.add(",\"pod\":")
      text.add(quoting: instance.podNames[pod])
      text.add("}")
    }
    text.add(",\"plan\":{")
    do {
      let steps = try solution.plan(in: instance).steps.naming(podsOf: instance)
      text.list("\"steps\":[", steps.indices, "]") { text, index in
        let step = steps[index]
        text.add("{\"action\":\"\(step.action.rawValue)\",\"group\":\(step.group),\"node\":")
        text.add(quoting: step.node)
        text.add(",\"note\":")
        text.add(quoting: step.note)
        text.add(",\"pod\":")
        text.add(quoting: step.pod)
        if let uid = step.uid {
          text.add(",\"uid\":")
          text.add(quoting: uid)
        }
        text.add("}")
      }
    } catch {
      text.add("\"failure\":")
      text.add(quoting: error.description)
    }
    text.add("}}")
    return String(decoding: text.bytes, as: UTF8.self)
  }
}

/// JSON as it is written, byte by byte.
private struct JSONBytes {
  var bytes: [UInt8] = []

  static let null = Array("null".utf8)

  static func quoted(_ text: String) -> [UInt8] {
    var result = JSONBytes()
    result.add(quoting: text)
    return result.bytes
  }

  mutating func add(_ text: String) { bytes += text.utf8 }

  /// The elements with commas between.
  mutating func list(
    _ opening: String, _ elements: Range<Int>, _ closing: String, _ add: (inout JSONBytes, Int) -> Void
  ) {
    self.add(opening)
    for element in elements {
      if element > elements.lowerBound { bytes.append(UInt8(ascii: ",")) }
      add(&self, element)
    }
    self.add(closing)
  }

  mutating func add(quoting text: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case 8: add("\\b")
      case 9: add("\\t")
      case 10: add("\\n")
      case 12: add("\\f")
      case 13: add("\\r")
      case 0..<32: add("\\u00" + (byte < 16 ? "0" : "1") + String(byte % 16, radix: 16))
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}

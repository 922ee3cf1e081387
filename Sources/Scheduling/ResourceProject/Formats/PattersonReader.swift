import Basics

/// Reads the format of Patterson, also that of the generator RanGen (`.rcp`).
///
/// Numbers only, blank-separated: activities n and resources K; the K capacities; then for each activity its duration,
/// K demands, the number of its successors and their numbers, from 1. A `#` starts a comment; a remark that begins with a
/// word may follow.
enum PattersonReader {
  /// Whether the numbers fit the structure from the first to the last: the others of this shape do not by chance.
  static func recognises(_ source: SourceText) -> Bool {
    guard let first = source.bytes.first(where: { $0 > 32 }), first == UInt8(ascii: "#") || isDigit(first) else {
      return false
    }
    do {
      _ = try read(source)
      return true
    } catch {
      return false
    }
  }

  static func read(_ source: SourceText) throws(InputError) -> ResourceProject.Instance {
    var reader = TokenReader(source)
    guard let first = reader.peek(), Int(first) != nil else {
      throw InputError(
        file: source.name, line: 1, expected: "a PSPLIB (.sm) or Patterson (.rcp) project",
        found: TokenReader.shown(reader.peek() ?? ""))
    }
    let count = try reader.integer(
      "the number of activities", in: 1...ResourceProject.Instance.maximumActivityCount)
    let resourceCount = try reader.integer("the number of resources", in: 0...1000)
    var capacities: [Int] = []
    for resource in 0..<resourceCount {
      capacities.append(
        try reader.integer(
          "the capacity of resource \(resource + 1)", in: 0...ResourceProject.Instance.maximumCapacity))
    }
    var durations: [Int] = []
    var demands: [[Int]] = []
    var successors: [[Int]] = []
    var lines: [Int] = []
    for activity in 1...count {
      durations.append(
        try reader.integer(
          "the duration of activity \(activity)", in: 0...ResourceProject.Instance.maximumDuration))
      lines.append(reader.line)
      var row: [Int] = []
      for (resource, capacity) in capacities.enumerated() {
        // What takes no time takes no resource.
        let limit = durations[activity - 1] > 0 ? capacity : ResourceProject.Instance.maximumCapacity
        row.append(
          try reader.integer("the demand of activity \(activity) for resource \(resource + 1)", in: 0...limit))
      }
      demands.append(row)
      let successorCount = try reader.integer("the number of successors of activity \(activity)", in: 0...count)
      var list: [Int] = []
      for _ in 0..<successorCount {
        list.append(try reader.integer("a successor of activity \(activity)", in: 1...count) - 1)
      }
      successors.append(list)
    }
    if let remark = reader.peek(), !remark.contains(where: \.isLetter) {
      try reader.expectEnd(after: "activity \(count)")
    }
    do {
      return try ResourceProject.Instance(
        name: source.stem, durations: durations, demands: demands,
        successors: successors, capacities: capacities)
    } catch {
      throw InputError(file: source.name, line: error.place.map { lines[$0.number] }, error.description)
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}

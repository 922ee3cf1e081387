/// Buffers in one memory, from a table: the height, or whether all fit in `capacity`. No placement is lower than what
/// is live at one time, or than the end of a buffer that is fixed: this bound needs no line of the proof.
struct MemoryProblem: OwnProblem {
  private struct Box { let birth, death, buffer: Int }
  private struct Buffer { var size = 0, alignment = 1, fixed: Int? }

  private var buffers: [Buffer] = []
  private var boxes: [Box] = []
  private let capacity: Int?

  init(_ text: [UInt8], question: [String: Int]) throws {
    capacity = question["capacity"]
    let lines = text.split(separator: 10, omittingEmptySubsequences: false)
    func cells(_ line: ArraySlice<UInt8>) -> [[UInt8]] {
      line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map { cell in
        Array(cell.drop { $0 <= 32 }.reversed().drop { $0 <= 32 }.reversed())
      }
    }
    let names = [
      "id": "id", "buffer": "id", "bufferid": "id", "lower": "lower", "begin": "lower", "start": "lower",
      "upper": "upper", "end": "end", "size": "size", "alignment": "alignment", "align": "alignment", "gaps": "gaps",
      "hint": "hint", "offset": "offset",
    ]
    let header = cells(lines[0]).map { cell in
      names[String(decoding: cell, as: UTF8.self).lowercased().filter { $0 != "_" && $0 != " " }] ?? ""
    }
    guard !header.contains(""), Set(header).count == header.count, Set(header).isSuperset(of: ["id", "lower", "size"]),
      header.contains("upper") != header.contains("end")
    else { throw Unreadable("no table with the columns id, lower, upper and size of plain buffers") }
    var (ids, total) = (Set<[UInt8]>(), 0)
    for (number, line) in lines.enumerated().dropFirst() {
      let row = cells(line)
      if row.allSatisfy(\.isEmpty) { break }
      guard row.count == header.count else { throw Unreadable("line \(number + 1): \(header.count) cells expected") }
      func integer(_ text: some Sequence<UInt8>) throws -> Int {
        guard let value = Int(String(decoding: Array(text), as: UTF8.self)), (-ownLimit...ownLimit).contains(value)
        else { throw Unreadable("line \(number + 1): a number up to 2^60 expected") }
        return value
      }
      var (lower, upper, buffer, gaps) = (0, 0, Buffer(), [UInt8]())
      for (name, cell) in zip(header, row) {
        switch name {
        case "id":
          guard ids.insert(cell).inserted else { throw Unreadable("line \(number + 1): another id expected") }
        case "lower": lower = try integer(cell)
        case "upper": upper = try integer(cell)
        case "end": upper = try integer(cell) + 1
        case "size": buffer.size = try integer(cell)
        case "alignment": buffer.alignment = cell.isEmpty ? 1 : try integer(cell)
        case "gaps": gaps = cell
        case "offset":
          let value = cell.isEmpty ? -1 : try integer(cell)
          buffer.fixed = value == -1 ? nil : value
        default: break
        }
      }
      for word in gaps.split(separator: 32) {
        guard let minus = word.dropFirst().firstIndex(of: UInt8(ascii: "-"))
        else { throw Unreadable("line \(number + 1): gaps such as 3-5 expected") }
        let gap = (try integer(word[..<minus]), try integer(word[(minus + 1)...]) + (header.contains("end") ? 1 : 0))
        guard lower <= gap.0, gap.0 < gap.1, gap.1 <= upper
        else { throw Unreadable("line \(number + 1): gaps in order of time within the life expected") }
        boxes.append(Box(birth: lower, death: gap.0, buffer: buffers.count))
        lower = gap.1
      }
      boxes.append(Box(birth: lower, death: upper, buffer: buffers.count))
      guard lower <= upper, buffer.size >= 0, buffer.alignment >= 1, buffer.fixed ?? 0 >= 0,
        buffer.size <= ownLimit - total
      else { throw Unreadable("line \(number + 1): a buffer with a life, a size and an alignment expected") }
      total += buffer.size
      buffers.append(buffer)
    }
    boxes = boxes.filter { [buffers] box in box.birth < box.death && buffers[box.buffer].size > 0 }
  }

  /// Births and deaths in order of time, deaths first.
  private var events: [(time: Int, isBirth: Bool, buffer: Int)] {
    boxes.flatMap { [($0.birth, true, $0.buffer), ($0.death, false, $0.buffer)] }.sorted {
      $0.0 == $1.0 ? !$0.1 && $1.1 : $0.0 < $1.0
    }
  }

  func objective(of solution: JSON) throws -> [Int] {
    let offsets = solution["offsets"]?.list?.map(\.number) ?? []
    try need(offsets.count == buffers.count, "an offset for each of \(buffers.count) buffers expected")
    var (height, offset) = (0, [Int]())
    for (number, buffer) in buffers.enumerated() {
      guard let place = offsets[number], (0...ownLimit).contains(place) else { throw Rejection("offset \(number)") }
      try need(place % buffer.alignment == 0 && buffer.fixed ?? place == place, "buffer \(number) may not lie there")
      offset.append(place)
    }
    for box in boxes { height = max(height, offset[box.buffer] + buffers[box.buffer].size) }
    var live: [Int] = []
    for event in events {
      var (low, high) = (0, live.count)
      while low < high {
        let middle = (low + high) / 2
        if offset[live[middle]] < offset[event.buffer] { low = middle + 1 } else { high = middle }
      }
      guard event.isBirth else {
        live.remove(at: low)
        continue
      }
      // All that are live lie apart, so the neighbours tell.
      let isFree =
        (low == 0 || offset[live[low - 1]] + buffers[live[low - 1]].size <= offset[event.buffer])
        && (low == live.count || offset[event.buffer] + buffers[event.buffer].size <= offset[live[low]])
      try need(isFree, "buffer \(event.buffer) lies over another one at time \(event.time)")
      live.insert(event.buffer, at: low)
    }
    guard let capacity else { return [height] }
    try need(height <= capacity, "the height \(height) is above the capacity \(capacity)")
    return [capacity]
  }

  func refute(below bound: [Int]?, by lines: inout OwnLines) throws {
    var (load, least) = (0, 0)
    for event in events {
      load += event.isBirth ? buffers[event.buffer].size : -buffers[event.buffer].size
      least = max(least, load)
    }
    for box in boxes { least = max(least, (buffers[box.buffer].fixed ?? 0) + buffers[box.buffer].size) }
    if let capacity {
      try need(bound.map { $0[0] <= capacity } ?? (least > capacity), "the largest load \(least) fits in \(capacity)")
    } else {
      try need(bound.map { $0[0] <= least } ?? false, "the largest load is \(least)")
    }
  }
}

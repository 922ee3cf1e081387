import MemoryMapping

@c(dovetail_place_buffers)
public func placeBuffers(
  _ count: Int, _ lower: UnsafePointer<Int64>?, _ upper: UnsafePointer<Int64>?, _ size: UnsafePointer<Int64>?,
  _ alignment: UnsafePointer<Int64>?, _ capacity: Int64, _ timeLimit: Double, _ workers: Int32,
  _ offsets: UnsafeMutablePointer<Int64>?, _ height: UnsafeMutablePointer<Int64>?,
  _ outcome: UnsafeMutablePointer<Int32>?
) -> Int32 {
  guard count >= 0, count <= Int(Int32.max), timeLimit > 0, (1...256).contains(workers), let outcome else {
    return Status.invalidArgument.rawValue
  }
  var buffers: [MemoryMapping.MemoryBuffer] = []
  if count > 0 {
    guard let lower, let upper, let size, offsets != nil else { return Status.invalidArgument.rawValue }
    buffers = (0..<count).map { index in
      MemoryMapping.MemoryBuffer(
        id: "\(index)", lower: Int(lower[index]), upper: Int(upper[index]), size: Int(size[index]),
        alignment: alignment.map { Int($0[index]) } ?? 1)
    }
  }
  let answer: (outcome: PlacementOutcome, placement: MemoryMapping.Placement?)
  do {
    answer = try MemoryMapping.place(
      buffers, capacity: capacity < 0 ? nil : Int(capacity), timeLimit: timeLimit, workers: Int(workers))
  } catch {
    return Status.invalidInput.rawValue
  }
  if let placement = answer.placement {
    for (index, offset) in placement.offsets.enumerated() { offsets?[index] = Int64(offset) }
    height?.pointee = Int64(placement.height)
  }
  outcome.pointee = answer.outcome.rawValue
  return Status.ok.rawValue
}

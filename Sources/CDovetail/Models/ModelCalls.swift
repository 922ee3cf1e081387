import MIP
import Modeling
import Statements

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

@c(dovetail_model_create)
public func createModel() -> OpaquePointer? { Handle.retain(ModelHandle()) }

@c(dovetail_model_destroy)
public func destroyModel(_ model: OpaquePointer?) { Handle.release(model, ModelHandle.self) }

@c(dovetail_model_append)
public func appendRows(
  _ model: OpaquePointer?, _ words: UnsafePointer<Int64>?, _ count: Int, _ row: UnsafeMutablePointer<Int64>?,
  _ message: TextPlace?
) -> Int32 {
  row?.pointee = -1
  return Call.run(message) { () throws(CallFailure) in
    let handle: ModelHandle = try Handle.held(model)
    guard count >= 0, count == 0 || words != nil else { throw CallFailure(.invalidArgument, "there are no words") }
    do throws(RowError) {
      try handle.rows.append(UnsafeBufferPointer(start: words, count: count))
    } catch {
      row?.pointee = Int64(error.row ?? -1)
      throw CallFailure(.invalidInput, "row \(error.row ?? -1), \(error)")
    }
  }
}

@c(dovetail_model_name)
public func nameParts(
  _ model: OpaquePointer?, _ kind: Int32, _ first: Int64, _ count: Int64, _ names: UnsafePointer<CChar>?, _ size: Int
) -> Int32 {
  Call.run { () throws(CallFailure) in
    let handle: ModelHandle = try Handle.held(model)
    guard let kind = RowModel.Named(rawValue: Int(kind)) else {
      throw CallFailure(.invalidArgument, "there is no such kind of name")
    }
    if kind != .model, count == 0, size == 0 { return }
    let texts = try Call.bytes(names, size).split(separator: 0, omittingEmptySubsequences: false)
    guard kind == .model || texts.count == Int(count) else {
      throw CallFailure(.invalidArgument, "expected \(count) names, found \(texts.count)")
    }
    do throws(RowError) {
      try handle.rows.name(kind, from: Int(first), texts.map { String(decoding: $0, as: UTF8.self) })
    } catch {
      throw CallFailure(.invalidArgument, error.description)
    }
  }
}

@c(dovetail_model_words)
public func copyWords(
  _ model: OpaquePointer?, _ words: UnsafeMutablePointer<UnsafeMutablePointer<Int64>?>?,
  _ count: UnsafeMutablePointer<Int>?
) -> Int32 {
  words?.pointee = nil
  return Call.run { () throws(CallFailure) in
    let handle: ModelHandle = try Handle.held(model)
    guard let words, let count else { throw .noPlace }
    let made = RowWriter.words(of: handle.rows)
    guard let memory = malloc(max(1, made.count) * MemoryLayout<Int64>.stride) else {
      throw CallFailure(.internalError, "there is no memory for the answer")
    }
    let copy = memory.bindMemory(to: Int64.self, capacity: max(1, made.count))
    _ = UnsafeMutableBufferPointer(start: copy, count: made.count).initialize(from: made)
    words.pointee = copy
    count.pointee = made.count
  }
}

@c(dovetail_model_size)
public func modelSize(_ model: OpaquePointer?, _ sizes: UnsafeMutablePointer<Int64>?) -> Int32 {
  Call.run { () throws(CallFailure) in
    let handle: ModelHandle = try Handle.held(model)
    guard let sizes else { throw .noPlace }
    let data = handle.rows.data
    let counts = [data.variableCount, data.intervals.count, data.constraints.count, data.hints.count]
    for (place, size) in counts.enumerated() { sizes[place] = Int64(size) }
  }
}

@c(dovetail_model_check)
public func checkValues(
  _ model: OpaquePointer?, _ values: UnsafePointer<Int64>?, _ count: Int, _ row: UnsafeMutablePointer<Int64>?,
  _ message: TextPlace?
) -> Int32 {
  row?.pointee = -1
  return Call.run(message) { () throws(CallFailure) in
    let handle: ModelHandle = try Handle.held(model)
    guard count >= 0, count == 0 || values != nil else { throw CallFailure(.invalidArgument, "there are no values") }
    let model = try handle.model()
    let data: ModelData
    do { data = try model.validated() } catch { throw CallFailure(.invalidInput, "\(error)") }
    let given = UnsafeBufferPointer(start: values, count: count).map(Int.init)
    guard let breach = data.breach(by: given, naming: model.groups) else { return }
    row?.pointee = Int64(breach.constraint ?? -1)
    message?.pointee = Texts.copy(breach.reason.utf8)
  }
}

@c(dovetail_model_export)
public func exportModel(
  _ model: OpaquePointer?, _ format: UnsafePointer<CChar>?, _ text: TextPlace?, _ size: UnsafeMutablePointer<Int>?,
  _ message: TextPlace?
) -> Int32 {
  text?.pointee = nil
  return Call.run(message) { () throws(CallFailure) in
    let handle: ModelHandle = try Handle.held(model)
    let format = format.map { String(cString: $0) } ?? ""
    guard ["dvt", "mps", "lp"].contains(format) else {
      throw CallFailure(.invalidArgument, "the format is dvt, mps or lp, not '\(format)'")
    }
    let model = try handle.model()
    let made: String
    do {
      switch format {
      case "dvt": made = try model.text()
      case "mps": made = try MPSWriter.write(try model.linearModel())
      default: made = try LPWriter.write(try model.linearModel())
      }
    } catch {
      throw CallFailure(.invalidInput, "\(error)")
    }
    try Call.give(made, to: text)
    size?.pointee = made.utf8.count
  }
}

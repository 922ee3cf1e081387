import Basics
import Foundation

/// Finds reference values: in `bounds.csv` beside an instance, and in the files that a user names.
public final class ReferenceTables {
  private let named: [[String: Reference]]
  private var byFolder: [String: [String: Reference]] = [:]

  /// - Parameter files: come before the tables beside the instances.
  /// - Throws: `BenchError` with file and line.
  public init(files: [String] = []) throws(BenchError) {
    named = try files.map { (file) throws(BenchError) in
      guard let data = FileManager.default.contents(atPath: file) else {
        throw BenchError(.noInput, "\(file): cannot be read")
      }
      return try Self.parse(String(decoding: data, as: UTF8.self), name: file)
    }
  }

  /// Under the name of the instance with or without its extension, in either case of letters; without it only where
  /// that means no other instance.
  func reference(of instance: InstanceFile) throws(BenchError) -> Reference? {
    let file = instance.path.split(separator: "/").last.map { $0.lowercased() } ?? ""
    for table in named {
      for key in (instance.namesakes == .elsewhere ? [] : [file]) + [instance.name.lowercased()] {
        if let found = table[key] { return found }
      }
    }
    let table = try beside(instance)
    return table[file] ?? (instance.namesakes == .beside ? nil : table[instance.key.lowercased()])
  }

  private func beside(_ instance: InstanceFile) throws(BenchError) -> [String: Reference] {
    let folder = instance.folder
    if let table = byFolder[folder] { return table }
    let path = folder + "/bounds.csv"
    let data = FileManager.default.contents(atPath: path)
    let table = try data.map { (data) throws(BenchError) in
      try Self.parse(String(decoding: data, as: UTF8.self), name: path)
    }
    byFolder[folder] = table ?? [:]
    return table ?? [:]
  }

  /// - Parameter text: CSV with a header that has the columns `instance`, `lb`, `ub` among others; a value is a
  ///   number, several with `;` between for lexicographic objectives, empty where unknown, or `infeasible`.
  static func parse(_ text: String, name: String) throws(BenchError) -> [String: Reference] {
    var table: [String: Reference] = [:]
    var columns: (instance: Int, lower: Int, upper: Int)?
    var reader = CSVReader(SourceText(name: name, text: text), .emptyLinesAndComments)
    while try goOn(&reader) {
      let fields = reader.texts
      let place = "\(name):\(reader.line)"
      guard let columns else {
        let heads = fields.map { $0.lowercased() }
        guard let instance = heads.firstIndex(of: "instance"), let lower = heads.firstIndex(of: "lb"),
          let upper = heads.firstIndex(of: "ub")
        else { throw BenchError(.data, "\(place): expected a header with instance, lb and ub, found \(reader.shown)") }
        columns = (instance, lower, upper)
        continue
      }
      guard fields.count > max(columns.instance, columns.lower, columns.upper) else {
        throw BenchError(.data, "\(place): expected as many fields as the header has, found \(fields.count)")
      }
      let (lower, upper) = (fields[columns.lower], fields[columns.upper])
      let isInfeasible = lower.lowercased() == "infeasible" || upper.lowercased() == "infeasible"
      let reference = Reference(
        lower: isInfeasible ? nil : try value(lower, place), upper: isInfeasible ? nil : try value(upper, place),
        isInfeasible: isInfeasible, source: name)
      if let lower = reference.lower, let upper = reference.upper, upper.isClearlyBelow(lower) {
        throw BenchError(.data, "\(place): the lower bound \(lower) is above the upper bound \(upper)")
      }
      let key = fields[columns.instance].lowercased()
      guard table.updateValue(reference, forKey: key) == nil else {
        throw BenchError(.data, "\(place): the instance '\(fields[columns.instance])' is there twice")
      }
    }
    return table
  }

  private static func goOn(_ reader: inout CSVReader) throws(BenchError) -> Bool {
    do {
      return try reader.next()
    } catch {
      throw BenchError(.data, error.description)
    }
  }

  private static func value(_ text: String, _ place: String) throws(BenchError) -> Score? {
    if text.isEmpty || text == "-" { return nil }
    guard let score = Score(text) else { throw BenchError(.data, "\(place): expected a number, found '\(text)'") }
    return score
  }
}

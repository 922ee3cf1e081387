import Basics
import Solving

/// Entities and tasks as JSON:
///
///     {
///       "name": "two robots",
///       "entities": [
///         {"id": "arm", "cost": 2, "abilities": [5, 0]},
///         {"id": "truck", "cost": 3, "abilities": [1, 8]}
///       ],
///       "tasks": [{"id": "move", "value": 9, "needs": [5, 6]}],
///       "costs": [[2], [3]]
///     }
///
/// `id` is a text or an integer, and the number in the list where it is left out. `costs` has a row for each entity with
/// what it costs at each task, in place of `cost`; so entities need no `cost` there.
struct AllocationDocument {
  struct Item {
    let line: Int
    var name: String?
    /// The cost of an entity, the value of a task.
    var worth: Int?
    var amounts: [Int]
  }

  var name: String?
  var entities: [Item]
  var tasks: [Item]
  var costs: [[Int]]?
  var costLines: [Int] = []

  static func recognises(_ source: SourceText) -> Bool {
    source.firstByte == UInt8(ascii: "{") && source.contains("\"entities\"") && source.contains("\"tasks\"")
      && source.contains("\"needs\"")
  }

  static func read(_ source: SourceText) throws(InputError) -> TaskAllocation.Instance {
    let document = try AllocationDocument(reading: source)
    let costs = try document.costRows(source)
    do {
      return try TaskAllocation.Instance(
        name: document.name ?? source.stem,
        entities: document.entities.enumerated().map {
          .init(name: $1.name ?? "\($0)", abilities: $1.amounts)
        },
        tasks: document.tasks.enumerated().map {
          .init(name: $1.name ?? "\($0)", value: $1.worth ?? 0, needs: $1.amounts)
        }, costs: costs)
    } catch {
      throw InputError(file: source.name, line: error.place.map { document.tasks[$0.number].line }, error.description)
    }
  }

  /// What each entity costs at each task, once lengths fit, so that what is wrong is said with its line.
  private func costRows(_ source: SourceText) throws(InputError) -> [[Int]] {
    let count = tasks.first?.amounts.count ?? 0
    for (item, what) in tasks.map({ ($0, "needs") }) + entities.map({ ($0, "abilities") })
    where item.amounts.count != count {
      throw InputError(
        file: source.name, line: item.line, expected: "\(count) \(what), as many as the first task's needs",
        found: "\(item.amounts.count)")
    }
    guard let costs else {
      for item in entities where item.worth == nil {
        throw InputError(
          file: source.name, line: item.line, expected: "the key 'cost', or 'costs' of the instance", found: "none")
      }
      // Before rows are made: a product beyond the limit is refused by the instance, not allocated.
      guard entities.count <= TaskAllocation.Instance.sizeLimit / max(1, tasks.count) else {
        throw InputError(
          file: source.name, line: nil,
          "entities times tasks times abilities exceeds \(TaskAllocation.Instance.sizeLimit)")
      }
      return entities.map { [Int](repeating: $0.worth ?? 0, count: tasks.count) }
    }
    for (row, line) in zip(costs, costLines) where row.count != tasks.count {
      throw InputError(
        file: source.name, line: line, expected: "\(counted(tasks.count, "cost")), one for each task",
        found: "\(row.count)")
    }
    return costs
  }
}

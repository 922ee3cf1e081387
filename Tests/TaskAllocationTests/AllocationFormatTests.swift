import Basics
import Solving
import Testing

@testable import TaskAllocation

@Suite struct AllocationFormatTests {
  static let document = """
    {
      "format": "allocation",
      "name": "two robots",
      "entities": [
        {"id": "arm", "cost": 2, "abilities": [5, 0]},
        {"id": 7, "cost": 3, "abilities": [1, 8]},
        {"cost": 1, "abilities": [1, 1]}
      ],
      "tasks": [{"id": "move", "value": 9, "needs": [5, 6]}]
    }
    """

  func parse(_ text: String) throws -> TaskAllocation.Instance {
    let source = SourceText(name: "dir/robots.json", text: text)
    #expect(TaskAllocation.recognises(source))
    return try TaskAllocation.parse(source)
  }

  func message(_ text: String) -> String {
    do {
      _ = try TaskAllocation.parse(SourceText(name: "robots", text: text))
      return "no error"
    } catch {
      return error.description
    }
  }

  @Test func theDocumentedExampleIsRead() throws {
    let instance = try parse(Self.document)
    #expect(instance.name == "two robots")
    #expect(instance.entities.map(\.name) == ["arm", "7", "2"])
    #expect(instance.tasks == [.init(name: "move", value: 9, needs: [5, 6])])
    #expect((0..<3).map { instance.cost(of: $0, at: 0) } == [2, 3, 1])
  }

  @Test func costsByPairStandInPlaceOfCosts() throws {
    let instance = try parse(
      """
      {"entities": [{"abilities": [5]}, {"abilities": [1], "cost": 7}],
       "tasks": [{"value": 9, "needs": [5]}, {"value": 8, "needs": [1]}],
       "costs": [[1, 2], [3, 4]]}
      """)
    #expect(instance.name == "robots")
    #expect((0..<4).map { instance.cost(of: $0 / 2, at: $0 % 2) } == [1, 2, 3, 4])
  }

  @Test(arguments: 1...30 as ClosedRange<UInt64>)
  func writtenTextsAreReadBack(seed: UInt64) throws {
    let instance = AllocationSamples.random(seed: seed)
    #expect(try parse(AllocationDocument.text(of: instance)) == instance)
  }

  @Test(arguments: [
    ("\"cost\": 2,", "\"costs\": 2,", "robots:5: expected one of the keys id, cost, abilities, found 'costs'"),
    ("\"cost\": 2,", "", "robots:5: expected the key 'cost', or 'costs' of the instance, found none"),
    ("\"cost\": 2,", "\"cost\": -2,", "robots: entity 0 has the negative cost -2"),
    ("\"cost\": 2,", "\"cost\": 2.5,", "robots:5: expected 'cost', an integer, found '2.5'"),
    ("\"cost\": 2,", "\"cost\": 1099511627776,", "robots: the values and costs together exceed 2^40"),
    ("[1, 8]", "[1]", "robots:6: expected 2 abilities, as many as the first task's needs, found 1"),
    ("[1, 8]", "[1, -8]", "robots: entity 1 has the negative amount -8 among its abilities"),
    ("\"value\": 9", "\"value\": -9", "robots:9: task 0 has the negative value -9"),
    ("\"value\": 9, ", "", "robots:9: expected the key 'value', found none"),
    ("[5, 6]", "[]", "robots:5: expected 0 abilities, as many as the first task's needs, found 2"),
    ("\"allocation\"", "\"schedule\"", "robots:2: expected \"allocation\", found 'schedule'"),
    ("\"name\": \"two", "\"tasks\": [], \"name\": \"two", "robots:9: the key 'tasks' is there twice"),
  ])
  func mistakesAreSaidWithTheirLine(_ old: String, _ new: String, _ expected: String) {
    let text = Self.document.replacing(old, with: new, maxReplacements: 1)
    #expect(message(text).hasPrefix(expected), "\(message(text))")
  }

  @Test func costsMustFitEntitiesAndTasks() {
    let head = "{\"entities\": [{\"abilities\": [5]}],\n\"tasks\": [{\"value\": 9, \"needs\": [5]}],\n\"costs\": "
    #expect(message(head + "[[1, 2]]}") == "robots:3: expected 1 cost, one for each task, found 2")
    #expect(message(head + "[[1], [1]]}") == "robots: there are 2 rows of costs for 1 entities")
    #expect(message(head + "[]}") == "robots: there are 0 rows of costs for 1 entities")
  }

  @Test func emptyListsAreNoInstance() {
    #expect(message("{\"entities\": [], \"tasks\": []}") == "robots: the number of entities is 0, not 1 to 100000")
    #expect(
      message("{\"entities\": [{\"cost\": 1, \"abilities\": []}], \"tasks\": [{\"value\": 1, \"needs\": []}]}")
        == "robots:1: task 0 has no needs")
  }

  @Test func everyPrefixOfADocumentIsRefusedInWords() {
    let bytes = Array(Self.document.utf8)
    for count in 0..<bytes.count {
      #expect(message(String(decoding: bytes[..<count], as: UTF8.self)) != "no error")
    }
  }
}

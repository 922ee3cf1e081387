import Basics
import Testing

@testable import Pods

/// The shapes in which people pass clusters on.
@Suite struct ShapeTests {
  typealias Text = ClusterText

  private static let node = #"{"metadata":{"name":"n"},"status":{"allocatable":{"cpu":"4"}}}"#
  private static let pod = #"{"metadata":{"name":"p"},"spec":{"containers":[{"name":"c"}]}}"#
  private static let kinded = "[\(Text.node("n")),\(Text.pod("p"))]"
  private static func logs(_ pod: String) -> String {
    "==== START logs for container c of pod \(pod) ====\n{\"not\n==== END logs for another\n"
      + "==== END logs for container c of pod \(pod) ====\n"
  }

  @Test(arguments: [
    "{\"items\":[\(node)]}{\"items\":[\(pod)]}", "[\(node),\(pod)]", kinded, "\n \(kinded)", "{\"items\":\(kinded)}",
    "\(node)\n\(pod)", "{\"kind\":\"List\",\"items\":[\(node),\(pod)]}",
    "{\"kind\":\"NodeList\",\"items\":[\(node)]}\n{\"kind\":\"EventList\",\"items\":[{}]}"
      + "{\"kind\":\"PodList\",\"items\":[\(pod)]}\(logs("a/b"))",
    "{\"kind\":\"NodeList\",\"items\":[\(node)]}\n\(logs("a/b"))\(logs("c/d"))"
      + "{\"kind\":\"PodList\",\"items\":[\(pod)]}\(logs("e/f"))",
    "{\"kind\":\"NodeList\",\"items\":[\(node)]}\n==== START logs for container c of pod a/b ====\nhalf a = line"
      + "==== END logs for container c of pod a/b ====\n{\"kind\":\"PodList\",\"items\":[\(pod)]}",
    "{\"kind\":\"List\",\"items\":\(kinded)}\n==== START logs for container c of pod a/b ====\nnever ends",
  ])
  func allOfThemAreOneCluster(text: String) throws {
    let source = SourceText(name: "f", text: text)
    #expect(PodPacking.recognises(source))
    let snapshot = try PodPacking.snapshot(from: source)
    #expect(snapshot.nodes.map(\.name) == ["n"])
    #expect(snapshot.pods.map(\.name) == ["p"])
    #expect(snapshot.allWarnings().filter { !$0.contains("field") } == [])
  }

  @Test func objectsThatCannotBeToldApartAreCounted() throws {
    let text = "[\(Text.node("n")),{\"metadata\":{\"name\":\"x\",\"namespace\":\"y\"}},{}]"
    let snapshot = try PodPacking.snapshot(from: SourceText(name: "f", text: text))
    #expect(snapshot.allWarnings() == ["an object without a kind is not looked at: y/x, one without a name"])
  }

  @Test(arguments: [
    (Text.pod("p", spec: #","priority":"x""#), "(in the Pod 'shop/p')"),
    (Text.node("m", spec: "7"), "(in the Node 'm')"),
    (Text.node("m").replacing("\"4\"", with: "\"4X\""), "(in the Node 'm')"),
  ])
  func aMistakeNamesItsObjectAndItsLine(object: String, says: String) {
    let error = #expect(throws: InputError.self) {
      try PodPacking.snapshot(from: SourceText(name: "f", text: Text.list([Text.node("n"), object])))
    }
    #expect(error?.line.map { $0 >= 2 } == true)
    #expect(error?.description.contains(says) == true, "\(String(describing: error))")
  }

  @Test(arguments: ["[1,2]", "[[]]", "[", "[{]", "{\"items\":[7]}", "[{\"kind\":\"Pod\"}]", "[{\"kind\":7}]"])
  func otherArraysAreRefused(text: String) {
    #expect(throws: InputError.self) { try PodPacking.parse(SourceText(name: "f", text: text)) }
  }
}

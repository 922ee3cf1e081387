import Basics
import Testing

@testable import Pods

/// Rules by labels of namespaces, where the input does not have the namespaces.
@Suite struct NamespaceLabelTests {
  typealias Text = ClusterText

  private static func rule(_ kind: String, _ selector: String) -> String {
    #","affinity":{"\#(kind)":{"requiredDuringSchedulingIgnoredDuringExecution":[{"topologyKey":"host","#
      + #""labelSelector":{"matchLabels":{"app":"web"}},"namespaceSelector":\#(selector)}]}}"#
  }

  private static let byTeam = #"{"matchLabels":{"team":"a"}}"#
  private static let node = Text.node("n", labels: #"{"host":"n"}"#)
  private static let web =
    #"{"kind":"Pod","metadata":{"name":"web","namespace":"other","labels":{"app":"web"}},"spec":{"containers":[]}}"#

  private static func namespace(_ name: String) -> String {
    #"{"kind":"Namespace","apiVersion":"v1","metadata":{"name":"\#(name)","labels":{"team":"b"}}}"#
  }

  @Test(arguments: ["podAffinity", "podAntiAffinity"])
  func theyAreNotKnown(kind: String) throws {
    let rule = Self.rule(kind, Self.byTeam)
    let snapshot = try Text.snapshot(
      Self.node, Text.pod("old", on: "n", spec: rule), Text.pod("new", spec: rule), Self.web)
    #expect(try snapshot.pod("old").immovable?.rawValue.contains("labels of namespaces") == true)
    #expect(try snapshot.pod("new").notPlanned?.contains("kubectl get namespaces") == true)
    #expect(try snapshot.pod("web").notPlanned == nil)
  }

  /// Whether the namespace is meant is not known, so that its pod does not join the one that may keep it off.
  @Test func whoMayBeMeantIsKeptOff() throws {
    let rule = Self.rule("podAntiAffinity", Self.byTeam)
    let instance = try Text.snapshot(Self.node, Text.pod("old", on: "n", spec: rule), Self.web).compiled()
    #expect(instance.podNames == ["other/web"])
    #expect(!instance.allows(pod: 0, node: 0))
  }

  @Test(arguments: [
    ("{}", [String]()), (#"{"matchLabels":{"kubernetes.io/metadata.name":"x"}}"#, []),
    (byTeam, [namespace("other"), namespace("shop")]),
  ])
  func whatIsKnownDecides(selector: String, namespaces: [String]) throws {
    let rule = Self.rule("podAntiAffinity", selector)
    let text = Text.list(
      [Self.node, Text.pod("old", on: "n", spec: rule), Text.pod("new", spec: rule), Self.web] + namespaces)
    let snapshot = try PodPacking.snapshot(from: SourceText(name: "f", text: text))
    #expect(try snapshot.pod("old").immovable == nil)
    #expect(try snapshot.pod("new").notPlanned == nil)
  }
}

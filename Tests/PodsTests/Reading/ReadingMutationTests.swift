import Basics
import Glibc
import Testing

@testable import Pods

/// A cluster that uses most of the API's words, with one thing changed at a time.
@Suite struct ReadingMutationTests {
  typealias Text = ClusterText

  static let rules = #"""
    ,"priorityClassName":"high","preemptionPolicy":"Never","schedulerName":"default-scheduler",
    "nodeSelector":{"disk":"fast"},"tolerations":[{"key":"gpu","operator":"Equal","value":"yes","effect":"NoSchedule"}],
    "overhead":{"cpu":"1m"},
    "affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[
      {"matchExpressions":[{"key":"disk","operator":"In","values":["fast"]}],
       "matchFields":[{"key":"metadata.name","operator":"NotIn","values":["z"]}]}]}},
     "podAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":[{"topologyKey":"zone","namespaces":["shop"],
      "matchLabelKeys":["app"],"labelSelector":{"matchLabels":{"app":"web"}}}]},
     "podAntiAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":[{"topologyKey":"host",
      "namespaceSelector":{"matchLabels":{"team":"x"}},"mismatchLabelKeys":["app"],
      "labelSelector":{"matchExpressions":[{"key":"app","operator":"Exists"}]}}]}},
    "topologySpreadConstraints":[{"maxSkew":2,"topologyKey":"zone","whenUnsatisfiable":"DoNotSchedule","minDomains":1,
      "nodeAffinityPolicy":"Honor","nodeTaintsPolicy":"Ignore","labelSelector":{"matchLabels":{"app":"web"}}}],
    "volumes":[{"name":"data","persistentVolumeClaim":{"claimName":"c"}}],
    "initContainers":[{"name":"i","restartPolicy":"Always","resources":{"requests":{"cpu":"1m"},"limits":{"cpu":"1m"}},
      "ports":[{"containerPort":80,"hostPort":80,"hostIP":"10.0.0.1","protocol":"TCP"}]}]
    """#

  static let cluster = Text.list([
    Text.node(
      "n", labels: #"{"disk":"fast","zone":"a","host":"n"}"#,
      spec: #"{"unschedulable":false,"taints":[{"key":"gpu","value":"yes","effect":"NoSchedule"}]}"#,
      status: #","conditions":[{"type":"Ready","status":"True"}]"#),
    Text.pod("old", on: "n", spec: rules, metadata: #","labels":{"app":"web"}"#),
    Text.pod("new", spec: rules.replacing("\"c\"", with: "\"d\""), metadata: #","labels":{"app":"web"}"#),
    VolumeTests.claim(#""volumeName":"v","storageClassName":"s""#),
    VolumeTests.claim(#""storageClassName":"s""#, name: "d"),
    VolumeTests.volume(#""csi":{"driver":"disk.example.org"},\#(VolumeTests.required("disk", "fast"))"#),
    VolumeTests.storageClass(
      #""volumeBindingMode":"WaitForFirstConsumer","allowedTopologies":[{"matchLabelExpressions":["#
        + #"{"key":"disk","values":["fast"]}]}]"#),
    #"""
    {"kind":"CSINode","metadata":{"name":"n"},
     "spec":{"drivers":[{"name":"disk.example.org","allocatable":{"count":9}}]}}
    """#,
    #"{"kind":"PriorityClass","metadata":{"name":"high"},"value":9,"globalDefault":false,"preemptionPolicy":"Never"}"#,
    #"""
    {"kind":"PodDisruptionBudget","apiVersion":"policy/v1","metadata":{"name":"b","namespace":"shop"},
     "spec":{"minAvailable":0,"selector":{"matchLabels":{"app":"web"}}}}
    """#,
    WorkloadTests.workload("Deployment", #""replicas":2,"selector":{"matchLabels":{"app":"api"}}"#),
    #"{"kind":"PodGroup","metadata":{"name":"g","namespace":"shop"},"spec":{"minMember":2}}"#,
    #"{"kind":"Namespace","metadata":{"name":"shop","labels":{"team":"x"}}}"#,
  ])

  /// Members whose keys are names that users give.
  static let maps: Set<String> = [
    "labels", "matchLabels", "nodeSelector", "requests", "limits", "overhead", "allocatable",
  ]
  /// Members whose values are words of the API.
  static let words: Set<String> = [
    "operator", "effect", "whenUnsatisfiable", "nodeAffinityPolicy", "nodeTaintsPolicy", "preemptionPolicy", "protocol",
    "volumeBindingMode", "restartPolicy", "phase",
  ]

  /// All that there is to tell of the cluster as it is.
  static let expanded =
    "no pods of it are in the input, so that it counts as pending pods: Deployment shop/web (2)"

  /// What a user gets to see: an error, or everything that is told of the cluster.
  private static func told(_ tree: JSONTree) -> [String] {
    do {
      let instance = try PodPacking.parse(SourceText(name: "f", text: tree.description))
      return PodPacking.warnings(of: instance)
    } catch {
      return ["\(error)"]
    }
  }

  @Test func theClusterItselfIsUnderstood() throws {
    let instance = try PodPacking.parse(SourceText(name: "f", text: Self.cluster))
    #expect(PodPacking.warnings(of: instance) == [Self.expanded])
    #expect(instance.podNames == ["shop/old", "shop/new", "shop/web-1", "shop/web-2"])
  }

  /// Every key and every word at a place that decides placement, one after the other.
  @Test func nothingIsDroppedInSilence() throws {
    let tree = try JSONTree(Self.cluster)
    func isTold(_ tree: JSONTree) -> Bool { Self.told(tree).contains { $0 != Self.expanded } }
    var count = 0
    for path in tree.paths {
      guard let key = path.last, Int(key) == nil else { continue }
      let isName = path.dropLast().last.map { Self.maps.contains($0) } ?? false
      // A driver's own member of the same name as a node's.
      let isDriver = path.contains("drivers")
      // What a list says of itself is not needed where its objects say what they are.
      if !isName || isDriver, path.count > 1 || key == "items" {
        count += 1
        let renamed = tree.changed(at: path[...]) { ("\($0)X", $1) }
        #expect(isTold(renamed), "the key \(path.joined(separator: "."))")
      }
      if Self.words.contains(key) {
        count += 1
        let changed = tree.changed(at: path[...]) { key, value in
          if case .text(let word) = value { return (key, .text("\(word)X")) }
          return (key, value)
        }
        #expect(isTold(changed), "the word at \(path.joined(separator: "."))")
      }
    }
    #expect(count > 200)
  }

  /// DOVETAIL_MUTATIONS sets how many; whatever comes of them is an instance or one line.
  @Test func mutatedListsNeverCrash() throws {
    let rounds = getenv("DOVETAIL_MUTATIONS").flatMap { Int(String(cString: $0)) } ?? 400
    let tree = try JSONTree(Self.cluster)
    var random = RandomSource(seed: 7)
    for round in 0..<rounds {
      var mutant = tree
      for _ in 0...random.below(3) {
        let paths = mutant.paths
        guard !paths.isEmpty else { break }
        mutant = mutant.changed(at: paths[random.below(paths.count)][...], Self.mutation(&random))
      }
      let lines = Self.told(mutant)
      #expect(lines.allSatisfy { !$0.isEmpty && !$0.contains("\n") }, "round \(round): \(mutant.description)")
    }
  }

  private static func mutation(
    _ random: inout RandomSource
  ) -> (String, JSONTree) -> (key: String, value: JSONTree)? {
    let others: [JSONTree] = [
      .text(""), .text("X"), .text("-1"), .word("0"), .word("-7"), .word("9223372036854775807"), .word("1.5"),
      .word("true"), .word("null"), .array([]), .object([]), .array([.object([])]), .text("1Ei"),
    ]
    let other = others[random.below(others.count)]
    switch random.below(4) {
    case 0: return { _, _ in nil }
    case 1: return { key, value in ("\(key)X", value) }
    case 2: return { key, _ in (key, other) }
    default:
      return { key, value in
        if case .text(let word) = value { return (key, .text("\(word)X")) }
        return (key, .array([value, value]))
      }
    }
  }
}

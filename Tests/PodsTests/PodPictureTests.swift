import Testing

@testable import Pictures
@testable import Pods

/// What the picture of a cluster shows can be read, whatever its names and however large it is.
@Suite struct PodPictureTests {
  private struct Text {
    let words: String
    let attributes: [String: String]

    func number(_ name: String) -> Double { attributes[name].flatMap(Double.init) ?? 0 }
    var length: Double { TextWidth.estimate(words, size: number("font-size")) }
    /// Where it begins and ends from left to right, and from the top down.
    var box: (x: ClosedRange<Double>, y: ClosedRange<Double>) {
      if let turned = attributes["transform"] {
        let numbers = turned.split { !"0123456789.-".contains($0) }.compactMap { Double($0) }
        return (numbers[0] - 9...numbers[0], numbers[1]...(numbers[1] + length))
      }
      let left = number("x") - (attributes["text-anchor"] == "middle" ? length / 2 : 0)
      return (left...(left + length), (number("y") - 9)...number("y"))
    }
  }

  private struct Picture {
    var size = (width: 0.0, height: 0.0)
    var texts: [Text] = []
    var markedCount = 0

    init(_ svg: String) {
      var fontSize = "16"
      for part in svg.split(separator: "<") {
        var attributes: [String: String] = [:]
        let tag = part.prefix { $0 != ">" }
        let pieces = tag.split(separator: "\"", omittingEmptySubsequences: false)
        for index in stride(from: 0, to: pieces.count - 1, by: 2) {
          let name = pieces[index].split(separator: " ").last.map { $0.dropLast() } ?? ""
          attributes[String(name)] = String(pieces[index + 1])
        }
        if tag.hasPrefix("svg ") {
          size = (Double(attributes["width"] ?? "") ?? 0, Double(attributes["height"] ?? "") ?? 0)
        }
        if tag.hasPrefix("g ") { fontSize = attributes["font-size"] ?? fontSize }
        if attributes["stroke-width"] == "1.6", attributes["data-row"] != nil { markedCount += 1 }
        // The words of a text with a tooltip come behind that.
        if tag == "/title", let last = texts.last, last.words.isEmpty {
          texts[texts.count - 1] = Text(words: String(part.dropFirst(7)), attributes: last.attributes)
        }
        guard tag.hasPrefix("text ") else { continue }
        if attributes["font-size"] == nil { attributes["font-size"] = fontSize }
        texts.append(Text(words: String(part.dropFirst(tag.count + 1)), attributes: attributes))
      }
    }

    var outside: [String] {
      texts.filter {
        let box = $0.box
        return box.x.lowerBound < 0 || box.x.upperBound > size.width || box.y.lowerBound < 0
          || box.y.upperBound > size.height
      }.map(\.words)
    }
    var words: String { texts.map(\.words).joined(separator: " ") }
  }

  private func picture(
    nodes: Int, pods: Int, priorities: Int = 2, name: String = "n"
  ) throws -> (picture: Picture, svg: String) {
    let machines = (0..<nodes).map { ClusterSnapshot.Node(name: "\(name)\($0)", allocatable: ["cpu": 10]) }
    let list = (0..<pods).map {
      PodSamples.pod("p\($0)", cpu: 3, priority: $0 % priorities, on: $0 == 0 ? nil : "\(name)\($0 % nodes)")
    }
    let instance = try PodSamples.instance(machines, list)
    var places = instance.currentNode
    let first = try #require(instance.currentNode.firstIndex(of: -1))
    places[first] = 1
    let svg = PodPacking.picture(of: PodPacking.Solution(places, of: instance), of: instance)
    return (Picture(svg), svg)
  }

  @Test(arguments: [
    (nodes: 2, name: "n"), (nodes: 3, name: "ip-10-0-123-45.eu-central-1.compute.internal-with-a-very-long-name-"),
    (nodes: 40, name: "worker-"), (nodes: 300, name: "gke-production-europe-west4-pool-"), (nodes: 1, name: "節点"),
  ])
  func everyTextLiesInside(nodes: Int, name: String) throws {
    for priorities in [1, 40] {
      let (picture, _) = try picture(nodes: max(2, nodes), pods: 2 * nodes + 40, priorities: priorities, name: name)
      #expect(picture.size.width > 0 && picture.texts.count > 4)
      #expect(picture.outside == [])
    }
  }

  @Test func theLegendSaysWhatFramesMean() throws {
    let (picture, _) = try picture(nodes: 2, pods: 4)
    #expect(picture.words.contains("bold frame: leaves its node (now), is new on its node (after)"))
    #expect(picture.words.contains("thin frame: what there is"))
    #expect(picture.words.contains("priority 1") && picture.words.contains("priority 0"))
    // One pod is new; nothing leaves.
    #expect(picture.markedCount == 1)
  }

  @Test func manyPrioritiesShareTheLastColour() throws {
    let (picture, _) = try picture(nodes: 30, pods: 60, priorities: 30)
    #expect(picture.words.contains("priority 29") && picture.words.contains("priority 7"))
    #expect(!picture.words.contains("priority 6 ") && picture.words.contains("priorities below, 7"))
  }

  @Test func largeClustersSayWhatIsLeftOut() throws {
    let (picture, svg) = try picture(nodes: 300, pods: 310)
    #expect(picture.words.contains("300 nodes (shown: the 64 that change most)"))
    #expect(svg.utf8.count < 200_000)
  }

  @Test func pendingPodsDoNotDwarfTheNodes() throws {
    let machines = [ClusterSnapshot.Node(name: "n", allocatable: ["cpu": 10])]
    let pods = (0..<50).map { PodSamples.pod("p\($0)", cpu: 5) }
    let instance = try PodSamples.instance(machines, pods)
    let svg = PodPacking.picture(of: .present(of: instance), of: instance)
    // Twice the node's room: four pods of 5.
    #expect(svg.contains("4 of 50 pending"))
    #expect(Picture(svg).outside == [])
  }
}

extension PodPacking {
  public static let formats = [
    "plain JSON: nodes with name, cpu (millicores), mem (bytes); pods with name, cpu, mem, priority, node or null",
    "Kubernetes JSON: kubectl get nodes,pods,pdb -A -o json, one list or several one after the other",
    "Kubernetes YAML manifests (with libDovetailYAML.so beside the program)",
    "Alibaba open GPU trace: its node list and its pod list, CSV, one after the other",
  ]

  /// JSON with nodes and pods, or with objects of Kubernetes; YAML with such objects; the trace's headers.
  public static func recognises(_ source: SourceText) -> Bool {
    guard source.bytes.first(where: { !isBlank($0) }) == UInt8(ascii: "{") else {
      return OpenTraceReader.recognises(source) || YAMLDocuments.recognises(source)
    }
    // What large files have comes first.
    if contains("\"kind\"", source), contains("\"apiVersion\"", source) { return true }
    return contains("\"nodes\"", source) && contains("\"pods\"", source)
  }

  public static func parse(_ source: SourceText) throws(InputError) -> Instance {
    let snapshot = try snapshot(from: source)
    do {
      return try snapshot.compiled()
    } catch {
      throw InputError(file: source.name, "\(error)")
    }
  }

  /// - Throws: the first place where the text is none of the formats.
  public static func snapshot(from source: SourceText) throws(InputError) -> ClusterSnapshot {
    let name = ResourceProject.instanceName(of: source)
    if source.bytes.first(where: { !isBlank($0) }) != UInt8(ascii: "{") {
      if OpenTraceReader.recognises(source) { return try OpenTraceReader.read(source, named: name) }
      if YAMLDocuments.recognises(source) { return try snapshot(from: YAMLDocuments.json(of: source)) }
    }
    let ranges = JSONDocuments.split(source.bytes)
    guard let first = ranges.first else { throw InputError(file: source.name, "the file is empty") }
    var items = KubernetesItems()
    for range in ranges {
      let document = try JSONDocuments.decode(
        KubernetesItems.Document.self, from: source, in: range, pruning: KubernetesItems.pruning)
      if document.isKubernetes {
        items.append(document)
        continue
      }
      guard ranges.count == 1 else {
        throw InputError(file: source.name, "one of \(ranges.count) JSON objects has no 'kind'")
      }
      let cluster = try JSONDocuments.decode(PlainCluster.self, from: source, in: first)
      do {
        return try cluster.snapshot(named: name)
      } catch {
        throw InputError(file: source.name, "\(error)")
      }
    }
    do {
      return try items.snapshot(named: name)
    } catch {
      throw InputError(file: source.name, "\(error)")
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }

  private static func contains(_ word: String, _ source: SourceText) -> Bool {
    let word = Array(word.utf8)
    var position = 0
    let bytes = source.bytes
    while position + word.count <= bytes.count {
      guard let next = bytes[position...].firstIndex(of: word[0]), next + word.count <= bytes.count else {
        return false
      }
      if bytes[next..<next + word.count].elementsEqual(word) { return true }
      position = next + 1
    }
    return false
  }
}

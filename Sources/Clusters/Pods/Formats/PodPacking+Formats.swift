import Basics

extension PodPacking {
  public static let formats = [
    "plain JSON: nodes with name, cpu (millicores), mem (bytes); pods with name, cpu, mem, priority, node or null",
    "Kubernetes JSON: kubectl get nodes,pods,pdb,pv,pvc,storageclasses,csinodes -A -o json, one list or several",
    "Kubernetes YAML manifests (with libDovetailYAML.so beside the program)",
    "Alibaba open GPU trace: its node list and its pod list, CSV, one after the other",
  ]

  /// JSON with nodes and pods, or with objects of Kubernetes; YAML with such objects; the trace's headers.
  public static func recognises(_ source: SourceText) -> Bool {
    guard isJSON(source) else { return OpenTraceReader.recognises(source) || YAMLDocuments.recognises(source) }
    // What large files have comes first.
    if source.contains("\"kind\""), source.contains("\"apiVersion\"") { return true }
    if source.contains("\"metadata\""), source.contains("\"containers\"") || source.contains("\"allocatable\"") {
      return true
    }
    return source.contains("\"nodes\"") && source.contains("\"pods\"")
  }

  private static func isJSON(_ source: SourceText) -> Bool {
    let first = source.firstByte
    return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
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
    let name = source.stem
    if !isJSON(source) {
      if OpenTraceReader.recognises(source) { return try OpenTraceReader.read(source, named: name) }
      if YAMLDocuments.recognises(source) {
        return try snapshot(in: JSONReader(YAMLDocuments.json(of: source), place: .lineAndPath), named: name)
      }
    }
    return try snapshot(in: JSONReader(source, place: .lineAndPath), named: name)
  }

  /// The snapshot in one JSON value, or in several objects of Kubernetes one after the other.
  private static func snapshot(in text: JSONReader, named name: String) throws(InputError) -> ClusterSnapshot {
    var json = text
    if json.isAtEnd() { throw InputError(file: json.source.name, "the file is empty") }
    let start = json
    var items = KubernetesItems()
    var hasKinds = true
    var count = 0
    repeat {
      hasKinds = try items.append(from: &json) && hasKinds
      count += 1
      json.skipSeparators()
    } while !json.isAtEnd()
    do {
      if hasKinds { return try items.snapshot(named: name) }
    } catch {
      throw InputError(file: json.source.name, "\(error)")
    }
    guard count == 1 else { throw InputError(file: json.source.name, "one of \(count) JSON objects has no 'kind'") }
    json = start
    let cluster = try PlainCluster(from: &json)
    do {
      return try cluster.snapshot(named: name)
    } catch {
      throw InputError(file: json.source.name, "\(error)")
    }
  }
}

import Basics

/// Reads the Alibaba open GPU trace: its node list and its pod list, both CSV, one after the other in one text, such as
/// `cat openb_node_list_all_node.csv openb_pod_list_default.csv`.
///
/// All pods of the list want a place at once. GPU time is one amount a node, in thousandths of a GPU: that a share must
/// lie on a single GPU is not modelled. `gpu_spec` limits the nodes by their model. The trace has no priorities; pods that
/// serve users (LS) come before guaranteed, burstable and best-effort ones.
/// - Source: Weng et al. 2023, "Beware of Fragmentation: Scheduling GPU-Sharing Workloads with Fragmentation Gradient
///   Descent".
struct OpenTraceReader {
  private static let modelLabel = "gpu-model"
  private static let gpuResource = "gpu-milli"
  private static let nodeColumns = ["sn", "cpu_milli", "memory_mib", "gpu", "model"]
  private static let podColumns = ["name", "cpu_milli", "memory_mib", "num_gpu", "gpu_milli"]
  private static let classes = ["BE": 0, "Burstable": 1, "Guaranteed": 2, "LS": 3]

  private var table: CSVReader
  private var snapshot: ClusterSnapshot
  /// The place of each column of the list that is being read.
  private var columns: [String: Int] = [:]

  static func recognises(_ source: SourceText) -> Bool {
    var table = CSVReader(source, .emptyLinesAndComments)
    return (try? table.next()) == true && header(table.texts) != nil
  }

  static func read(_ source: SourceText, named name: String) throws(InputError) -> ClusterSnapshot {
    var reader = OpenTraceReader(
      table: CSVReader(source, .emptyLinesAndComments), snapshot: ClusterSnapshot(name: name))
    while try reader.table.next() { try reader.read(reader.table.texts) }
    let (nodes, pods) = (reader.snapshot.nodes.count, reader.snapshot.pods.count)
    guard nodes > 0, pods > 0 else {
      throw InputError(
        file: source.name,
        "holds \(counted(nodes, "node")) and \(counted(pods, "pod")) of the trace; its node list and its pod list go into one text"
      )
    }
    return reader.snapshot
  }

  private static func header(_ cells: [String]) -> [String: Int]? {
    let known = nodeColumns + podColumns + ["gpu_spec", "qos"]
    let end = (cells.lastIndex { !$0.isEmpty } ?? -1) + 1
    let names = cells[..<end].map { cell in known.first { CSVColumns.plain($0) == CSVColumns.plain(cell) } ?? cell }
    guard Set(nodeColumns).isSubset(of: names) || Set(podColumns).isSubset(of: names) else { return nil }
    return Dictionary(names.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
  }

  private mutating func read(_ cells: [String]) throws(InputError) {
    if let header = Self.header(cells) {
      columns = header
      return
    }
    guard !columns.isEmpty else {
      throw table.error(expected: "a header line of the trace's node list or pod list", found: table.shown)
    }
    try table.checkCount(columns.count)
    if columns["sn"] != nil { try readNode(cells) } else { try readPod(cells) }
  }

  private mutating func readNode(_ cells: [String]) throws(InputError) {
    var node = ClusterSnapshot.Node(
      name: text("sn", cells),
      allocatable: [
        "cpu": try amount("cpu_milli", cells), "memory": try amount("memory_mib", cells) << 20,
        Self.gpuResource: try amount("gpu", cells) * 1000,
      ])
    let model = text("model", cells)
    if !model.isEmpty { node.labels[Self.modelLabel] = model }
    snapshot.nodes.append(node)
  }

  private mutating func readPod(_ cells: [String]) throws(InputError) {
    var pod = ClusterSnapshot.Pod(
      name: text("name", cells),
      requests: [
        "cpu": try amount("cpu_milli", cells), "memory": try amount("memory_mib", cells) << 20,
        Self.gpuResource: try amount("num_gpu", cells) * amount("gpu_milli", cells),
      ], priority: Self.classes[text("qos", cells)] ?? 0)
    let models = Set(text("gpu_spec", cells).split(separator: "|").map(String.init)).sorted()
    if !models.isEmpty { pod.nodeAffinity = [NodeSelectorTerm(labels: [.init(Self.modelLabel, .isIn, models)])] }
    snapshot.pods.append(pod)
  }

  private func text(_ column: String, _ cells: [String]) -> String { columns[column].map { cells[$0] } ?? "" }

  /// An empty cell is 0. Amounts are small enough for every product here.
  private func amount(_ column: String, _ cells: [String]) throws(InputError) -> Int {
    guard let place = columns[column], !cells[place].isEmpty else { return 0 }
    return try table.integer(table.cells[place], column, in: 0...1 << 30)
  }
}

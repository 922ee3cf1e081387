import Basics
import Solving

/// Our own JSON:
///
///     {
///       "name": "two jobs",
///       "clusters": [{"name": "big", "elements": 2}, {"name": "FFT"}],
///       "bandwidth": [[1000, 10], [10, 1000]],
///       "ownBandwidth": 10000,
///       "jobs": [
///         {
///           "name": "radio", "release": 5,
///           "tasks": [{"name": "filter", "times": [12, null]}, {"name": "fft", "times": [118, 16]}],
///           "arcs": [[0, 1, 8192]]
///         }
///       ]
///     }
///
/// `times` has the time on each cluster, null where the task cannot run. `bandwidth` is one number for all pairs of
/// different elements, or one for each two clusters; null or left out, data takes no time. `ownBandwidth` is that of an
/// element to itself. An arc is a pair of tasks of its job, perhaps with a volume.
struct WorkflowDocument {
  private enum Rates {
    case one(Double?)
    case matrix([[Double?]])
  }

  private var name: String?
  private var clusters: [Workflow.Platform.Cluster] = []
  private var rates = Rates.one(nil)
  private var ownRate: Double?
  private var jobs: [Workflow.Job] = []
  private var tasks: [Workflow.Task] = []
  private var arcs: [Workflow.Arc] = []
  private var lines: [Int] = []

  static func recognises(_ source: SourceText) -> Bool {
    source.firstByte == UInt8(ascii: "{") && source.contains("\"clusters\"") && source.contains("\"arcs\"")
      && source.contains("\"jobs\"")
  }

  /// - Parameter name: the instance's, where the document gives none.
  static func read(_ source: SourceText, name: String) throws(InputError) -> Workflow.Instance {
    var json = JSONReader(source)
    let document = try WorkflowDocument(&json)
    let count = document.clusters.count
    let matrix =
      switch document.rates {
      case .one(let rate): Workflow.Transfers.uniform(rate, clusters: count).bandwidth
      case .matrix(let matrix): matrix
      }
    do {
      return try Workflow.Instance(
        name: document.name ?? name,
        platform: .init(
          clusters: document.clusters, transfers: .init(bandwidth: matrix, ownBandwidth: document.ownRate)),
        jobs: document.jobs, tasks: document.tasks, arcs: document.arcs)
    } catch {
      var line: Int?
      if case .item(let task) = error.place { line = document.lines[task] }
      throw InputError(file: source.name, line: line, error.description)
    }
  }

  private init(_ json: inout JSONReader) throws(InputError) {
    let start = try json.beginObject("a workflow")
    var (hasClusters, hasJobs) = (false, false)
    while let key = try json.nextKey() {
      switch key {
      case "name": name = try json.text("'name'")
      case "clusters":
        hasClusters = true
        try json.beginArray("'clusters'")
        while try json.nextElement() { try readCluster(&json) }
      case "bandwidth": rates = try Self.rates(&json)
      case "ownBandwidth": ownRate = json.takeNull() ? nil : try json.double("'ownBandwidth'")
      case "jobs":
        hasJobs = true
        try json.beginArray("'jobs'")
        while try json.nextElement() { try readJob(&json) }
      default: throw json.stranger(key, among: ["name", "clusters", "bandwidth", "ownBandwidth", "jobs"])
      }
    }
    try json.expectEnd()
    _ = try json.required(hasClusters ? true : nil, "clusters", of: start)
    _ = try json.required(hasJobs ? true : nil, "jobs", of: start)
  }

  private static func rates(_ json: inout JSONReader) throws(InputError) -> Rates {
    if json.takeNull() { return .one(nil) }
    if json.nextByte() != UInt8(ascii: "[") { return .one(try json.double("'bandwidth'")) }
    var matrix: [[Double?]] = []
    try json.beginArray("'bandwidth'")
    while try json.nextElement() {
      var row: [Double?] = []
      try json.beginArray("a row of 'bandwidth'")
      while try json.nextElement() { row.append(json.takeNull() ? nil : try json.double("a bandwidth")) }
      matrix.append(row)
    }
    return .matrix(matrix)
  }

  private mutating func readCluster(_ json: inout JSONReader) throws(InputError) {
    var cluster = Workflow.Platform.Cluster(name: "cluster \(clusters.count)")
    _ = try json.beginObject("a cluster")
    while let key = try json.nextKey() {
      switch key {
      case "name": cluster.name = try json.text("'name'")
      case "elements": cluster.size = try json.integer("'elements'")
      default: throw json.stranger(key, among: ["name", "elements"])
      }
    }
    clusters.append(cluster)
  }

  private mutating func readJob(_ json: inout JSONReader) throws(InputError) {
    var job = Workflow.Job(name: "job")
    let first = tasks.count
    let start = try json.beginObject("a job")
    var hasTasks = false
    while let key = try json.nextKey() {
      switch key {
      case "name": job.name = try json.text("'name'")
      case "release": job.release = try json.integer("'release'")
      case "tasks":
        hasTasks = true
        try json.beginArray("'tasks'")
        while try json.nextElement() { try readTask(&json) }
      case "arcs":
        try json.beginArray("'arcs'")
        while try json.nextElement() { try readArc(&json, from: first) }
      default: throw json.stranger(key, among: ["name", "release", "tasks", "arcs"])
      }
    }
    _ = try json.required(hasTasks ? true : nil, "tasks", of: start)
    jobs.append(job)
  }

  private mutating func readTask(_ json: inout JSONReader) throws(InputError) {
    var (name, times) = ("task \(tasks.count)", [Int?]?.none)
    let start = try json.beginObject("a task")
    lines.append(json.line)
    while let key = try json.nextKey() {
      switch key {
      case "name": name = try json.text("'name'")
      case "times":
        var list: [Int?] = []
        try json.beginArray("'times'")
        while try json.nextElement() { list.append(json.takeNull() ? nil : try json.integer("a time")) }
        times = list
      default: throw json.stranger(key, among: ["name", "times"])
      }
    }
    tasks.append(.init(name: name, job: jobs.count, durations: try json.required(times, "times", of: start)))
  }

  private mutating func readArc(_ json: inout JSONReader, from first: Int) throws(InputError) {
    var numbers: [Int] = []
    try json.beginArray("an arc")
    while try json.nextElement() { numbers.append(try json.integer("a number of an arc")) }
    let fits = (0...Workflow.Instance.taskLimit)
    guard (2...3).contains(numbers.count), fits.contains(numbers[0]), fits.contains(numbers[1]) else {
      throw json.error(expected: "an arc [task, task] or [task, task, volume]", found: "\(numbers)")
    }
    arcs.append(.init(from: first + numbers[0], to: first + numbers[1], volume: numbers.count > 2 ? numbers[2] : 0))
  }
}

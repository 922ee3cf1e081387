import Basics
import Solving

/// Reads the line formats of DS3's job and platform files.
///
/// A job: `job_name NAME`, `add_new_tasks N`, then for each task `NAME ID PREDECESSOR...`, perhaps `NAME HEAD` or `NAME
/// TAIL`, and `NAME earliest_start ...`; `comm_vol FROM TO VOLUME`. A platform: `add_new_resource resource_type T
/// resource_name R resource_ID I capacity C num_supported_functionalities K DVFS_mode M`, lines on power, K lines `NAME
/// TIME`; `comm_band_self W` and `comm_band A B W`.
struct ChipReader {
  private(set) var text = Workflow.ChipText()
  private var lines: LineReader
  private var tokens: [String] = []
  /// Of the last job, by the tasks that an arc joins.
  private var arcNumbers: [[Int]: Int] = [:]

  /// What a platform says of frequencies, power and the picture of its mesh.
  private static let passedOver: Set = [
    "opp", "trip_freq", "DTPM_trip_freq", "power_profile", "PG_profile", "mesh_information",
  ]
  private static let numbers = 0...(1 << 52)

  init(_ source: SourceText) { lines = LineReader(source) }

  static func recognises(_ source: SourceText) -> Bool {
    var lines = LineReader(source)
    guard let first = lines.next()?.tokens.first else { return false }
    return ["job_name", "add_new_tasks", "add_new_resource"].contains(first)
  }

  mutating func read() throws(InputError) {
    var named: (name: String, place: LinePlace)?
    while next() {
      switch tokens[0] {
      case "job_name": named = (tokens.dropFirst().joined(separator: " "), lines.place)
      case "add_new_tasks":
        let place = named?.place ?? lines.place
        try readTasks(of: .init(name: named?.name ?? "job", place: place))
        named = nil
      case "comm_vol": try readVolume()
      case "add_new_resource": try readCluster()
      case "comm_band_self": text.ownRate = Double(try integer(1, "a bandwidth", in: 1...(1 << 52)))
      case "comm_band": try readRate()
      case let word where Self.passedOver.contains(word): break
      default:
        throw lines.error(
          expected: "job_name, add_new_tasks, comm_vol, add_new_resource, comm_band or comm_band_self",
          found: TokenReader.shown(tokens[0]))
      }
    }
    if let named { throw named.place.error(expected: "add_new_tasks after job_name", found: "the end of the file") }
    guard !text.jobs.isEmpty || text.hasPlatform else {
      throw InputError(file: lines.file, line: nil, expected: "jobs or a platform", found: "an empty file")
    }
  }

  /// To the next line that has something before a `#`.
  private mutating func next() -> Bool {
    while let line = lines.next() {
      tokens = line.text.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace).map(String.init)
      if !tokens.isEmpty { return true }
    }
    return false
  }

  private func integer(_ place: Int, _ what: String, in range: ClosedRange<Int>) throws(InputError) -> Int {
    try lines.integer(place < tokens.count ? tokens[place] : nil, what, in: range)
  }

  private mutating func readTasks(of job: Workflow.ChipText.Graph) throws(InputError) {
    var job = job
    let count = try integer(1, "the number of tasks", in: 1...Workflow.Instance.taskLimit)
    for number in 0..<count {
      repeat {
        guard next() else { throw lines.missing("task \(number) of \(count)") }
      } while tokens.count > 1 && ["HEAD", "TAIL", "earliest_start"].contains(tokens[1])
      let found = try integer(1, "the number of task \(TokenReader.shown(tokens[0]))", in: 0...count)
      guard found == number else { throw lines.error(expected: "task number \(number)", found: "\(found)") }
      for place in tokens.indices.dropFirst(2) {
        let predecessor = try integer(place, "a predecessor", in: 0...(count - 1))
        job.arcs.append(.init(from: predecessor, to: number))
      }
      job.tasks.append(.init(name: tokens[0], line: lines.number))
    }
    // What is behind the last task is passed over with the volumes.
    var ahead = self
    while ahead.next(), ahead.tokens.count > 1, ["HEAD", "TAIL", "earliest_start"].contains(ahead.tokens[1]) {
      self = ahead
    }
    arcNumbers = [:]
    for (number, arc) in job.arcs.enumerated() { arcNumbers[[arc.from, arc.to]] = number }
    text.jobs.append(job)
  }

  private mutating func readVolume() throws(InputError) {
    guard let job = text.jobs.indices.last else { throw lines.error(expected: "tasks first", found: "comm_vol") }
    let most = text.jobs[job].tasks.count - 1
    let source = try integer(1, "a task", in: 0...most)
    let target = try integer(2, "a task", in: 0...most)
    let volume = try integer(3, "a volume", in: Self.numbers)
    guard let arc = arcNumbers[[source, target]] else {
      throw lines.error(
        expected: "a volume between a task and one that waits for it", found: "tasks \(source) and \(target)")
    }
    text.jobs[job].arcs[arc].volume = volume
  }

  private mutating func readCluster() throws(InputError) {
    guard tokens.count > 10 else {
      throw lines.error(
        expected: "type, name, ID, capacity and number of functionalities", found: "the end of the line")
    }
    let number = try integer(6, "the ID of a resource", in: 0...Workflow.Platform.clusterLimit)
    guard !text.clusters.contains(where: { $0.number == number }) else {
      throw lines.error(expected: "each resource once", found: "resource \(number) again")
    }
    let size = try integer(8, "a capacity", in: 1...Workflow.Platform.elementLimit)
    let count = try integer(10, "the number of functionalities", in: 0...100_000)
    var cluster = Workflow.ChipText.Cluster(
      name: tokens[4], number: number, size: size, runsTasks: !["MEM", "CAC"].contains(tokens[2]))
    var left = count
    while left > 0 {
      guard next() else { throw lines.missing("\(counted(left, "functionality")) more of \(cluster.name)") }
      if Self.passedOver.contains(tokens[0]) { continue }
      let time = try integer(1, "the time of \(TokenReader.shown(tokens[0]))", in: Self.numbers)
      // Of two lines with one name, the first counts.
      if cluster.times[tokens[0]] == nil { cluster.times[tokens[0]] = time }
      left -= 1
    }
    text.clusters.append(cluster)
  }

  private mutating func readRate() throws(InputError) {
    let clusters = [
      try integer(1, "a resource", in: 0...Workflow.Platform.clusterLimit),
      try integer(2, "a resource", in: 0...Workflow.Platform.clusterLimit),
    ]
    let value = try integer(3, "a bandwidth", in: Self.numbers)
    text.rates.append(.init(clusters: clusters, value: Double(value), place: lines.place))
  }
}

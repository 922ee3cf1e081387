import Basics

extension GeneralSchedule {
  /// What PyJobShop's JSON says, by numbers from 0.
  /// - Source: the class `ProblemData` of PyJobShop 0.0.9, pyjobshop.org.
  struct PyJobShopDocument {
    var jobs: [JobEntry] = []
    var resources: [ResourceEntry] = []
    var tasks: [TaskEntry] = []
    var modes: [ModeEntry] = []
    var constraints: [ConstraintEntry] = []
    var weights: [String: Int] = [:]

    struct JobEntry {
      var job = Job("")
      var tasks: [Int] = []
      var line = 0
    }

    struct ResourceEntry {
      var resource = Resource("", .machine)
      var line = 0
    }

    struct TaskEntry {
      var task = Task("")
      var line = 0
    }

    struct ModeEntry {
      var task = 0
      var resources: [Int] = []
      /// Empty for 0 of each.
      var demands: [Int] = []
      var duration = 0
      var name: String?
      var line = 0
    }

    /// Of the list that it stands in.
    struct ConstraintEntry {
      var list = ""
      var numbers: [String: Int] = [:]
      var members: [String: [Int]] = [:]
      var line = 0

      /// A number that every constraint of the list has.
      subscript(key: String) -> Int { numbers[key] ?? 0 }
    }

    /// Times from this on stand for none.
    static let forever = 1 << 42

    /// Of the objective, with the measures that they are for.
    static let measures: [(key: String, measure: Measure)] = [
      ("weight_makespan", .makespan), ("weight_tardy_jobs", .tardyJobs), ("weight_total_flow_time", .totalFlow),
      ("weight_total_tardiness", .tardiness), ("weight_total_earliness", .earliness),
      ("weight_max_tardiness", .maximumTardiness), ("weight_total_setup_time", .setupTime),
    ]

    /// By list, the numbers and the lists of numbers that its constraints have; "delay" may be left out, and so may be
    /// what is asked here with a question mark.
    static let constraintKeys: [String: (numbers: [String], lists: [String])] = {
      let pair = ["task1", "task2"]
      var keys: [String: (numbers: [String], lists: [String])] = [
        "identical_resources": (pair, []), "different_resources": (pair, []), "consecutive": (pair, []),
        "same_sequence": (["machine1", "machine2"], ["tasks1?", "tasks2?"]),
        "setup_times": (["machine"] + pair + ["duration"], []),
        "mode_dependencies": (["mode1"], ["modes2"]),
      ]
      for name in ["all_or_none", "at_least_one", "exactly_one"] {
        keys["select_\(name)"] = (["condition_task?"], ["tasks"])
      }
      for before in ["start", "end"] {
        for after in ["before_start", "before_end", "at_start", "at_end"] {
          keys["\(before)_\(after)"] = (pair + ["delay?"], [])
        }
      }
      return keys
    }()

    /// Whether a text that is JSON looks like it.
    static func recognises(_ source: SourceText) -> Bool {
      source.firstByte == UInt8(ascii: "{")
        && ["\"tasks\"", "\"modes\"", "\"resources\"", "\"objective\""].allSatisfy(source.contains)
        && ["\"release_date\"", "\"earliest_start\""].contains(where: source.contains)
    }
  }
}

import Basics

/// What makes pods: Deployments and the like, and groups of pods.
extension KubernetesObjects {
  package struct Workload: KubernetesObject {
    struct Spec: JSONReadable {
      private(set) var replicas: Int?
      private(set) var parallelism: Int?
      private(set) var completions: Int?
      private(set) var suspend: Bool?
      private(set) var selector: Selector?
      private(set) var template: PodTemplate?
      private(set) var volumeClaimTemplates: [ClaimTemplate]?
      /// The number of a StatefulSet's first pod.
      private(set) var firstOrdinal: Int?

      init(from json: inout JSONReader) throws(InputError) {
        try json.beginObject()
        while let key = try json.nextKey() {
          switch key {
          case "replicas": try json.read(&replicas)
          case "parallelism": try json.read(&parallelism)
          case "completions": try json.read(&completions)
          case "suspend": try json.read(&suspend)
          // A ReplicationController's selector is plain labels, which its template has too.
          case "selector": selector = try Selector(leniently: &json)
          case "template": try json.read(&template)
          case "volumeClaimTemplates": try json.read(&volumeClaimTemplates)
          case "ordinals":
            try json.beginObject()
            while let key = try json.nextKey() {
              switch key {
              case "start": try json.read(&firstOrdinal)
              default: try json.skip(key, of: "a StatefulSet's ordinals")
              }
            }
          default: try json.skip(key, of: "a workload's spec", harmless: KubernetesFields.workloadSpec)
          }
        }
      }
    }

    struct PodTemplate: JSONReadable {
      private(set) var metadata: Metadata?
      private(set) var spec: PodSpec?
      private(set) var unknown: [String] = []

      init(from json: inout JSONReader) throws(InputError) {
        var unknown: [String] = []
        try json.beginObject()
        while let key = try json.nextKey() {
          switch key {
          case "metadata": try json.read(&metadata)
          case "spec":
            var spec: PodSpec?
            unknown += try json.unknown { (json) throws(InputError) in try json.read(&spec) }
            self.spec = spec
          default: try json.skip(key, of: "a pod's template")
          }
        }
        self.unknown = unknown
      }
    }

    let metadata: Metadata
    let spec: Spec
    /// Whether a cluster runs it.
    private(set) var isLive: Bool
    /// How many pods a live one has by its own account, where that differs from what its specification says.
    private(set) var podCount: Int?

    package init(from json: inout JSONReader) throws(InputError) {
      var metadata: Metadata?
      var spec: Spec?
      isLive = false
      let object = try json.beginObject()
      while let key = try json.nextKey() {
        switch key {
        case "metadata": try json.read(&metadata)
        case "spec": try json.read(&spec)
        case "status":
          try json.beginObject()
          while let key = try json.nextKey() {
            isLive = true
            switch key {
            case "desiredNumberScheduled": try json.read(&podCount)
            // A CronJob has its Jobs there.
            case "active" where json.nextByte() != UInt8(ascii: "["): try json.read(&podCount)
            default: try json.skipValue()
            }
          }
        default: try json.skip(key, of: "a workload", harmless: KubernetesFields.object)
        }
      }
      self.metadata = try json.required(metadata, "metadata", of: object)
      self.spec = try json.required(spec, "spec", of: object)
      isLive = isLive || self.metadata.uid != nil
    }
  }

  package struct PodGroup: KubernetesObject {
    struct Spec: JSONReadable {
      private(set) var minMember: Int?

      init(from json: inout JSONReader) throws(InputError) {
        try json.beginObject()
        while let key = try json.nextKey() {
          switch key {
          case "minMember": try json.read(&minMember)
          default: try json.skip(key, of: "a pod group", harmless: Self.harmless)
          }
        }
      }

      /// The group's place in queues, and how long it waits there.
      private static let harmless: Set<String> = [
        "scheduleTimeoutSeconds", "queue", "priorityClassName", "minResources",
      ]
    }

    let metadata: Metadata
    private(set) var spec: Spec?

    package init(from json: inout JSONReader) throws(InputError) {
      var metadata: Metadata?
      let object = try json.beginObject()
      while let key = try json.nextKey() {
        switch key {
        case "metadata": try json.read(&metadata)
        case "spec": try json.read(&spec)
        default: try json.skip(key, of: "a pod group", harmless: KubernetesFields.object.union(["status"]))
        }
      }
      self.metadata = try json.required(metadata, "metadata", of: object)
    }
  }
}

extension KubernetesObjects.Selector {
  /// A selector, or plain labels.
  init(leniently json: inout JSONReader) throws(InputError) {
    var again = json
    var labels: [String: String] = [:]
    try again.beginObject()
    while let key = try again.nextKey() {
      guard again.nextByte() == UInt8(ascii: "\"") else {
        try self.init(from: &json)
        return
      }
      labels[key] = try again.text()
    }
    json = again
    self.init(matchLabels: labels)
  }
}

/// The parts of Kubernetes' objects that decide where a pod can run, under their API names. Everything else is skipped.
package enum KubernetesObjects {
  package struct Metadata: Decodable {
    package var name: String?
    package var namespace: String?
    package var uid: String?
    package var labels: [String: String]?
    var annotations: Annotations?
    var ownerReferences: [OwnerReference]?
    /// A time; that it is there says that the object is being deleted.
    var deletionTimestamp: String?
  }

  /// The two annotations that matter.
  struct Annotations: Decodable {
    let mirror: String?
    let safeToEvict: String?

    enum CodingKeys: String, CodingKey {
      case mirror = "kubernetes.io/config.mirror"
      case safeToEvict = "cluster-autoscaler.kubernetes.io/safe-to-evict"
    }
  }

  struct OwnerReference: Decodable {
    let kind: String
    let name: String
    let controller: Bool?
  }

  package struct Node: Decodable {
    struct Spec: Decodable {
      let unschedulable: Bool?
      let taints: [Taint]?
    }

    struct Status: Decodable {
      let allocatable: [String: Quantity]?
      let capacity: [String: Quantity]?
    }

    package let metadata: Metadata
    let spec: Spec?
    let status: Status?
  }

  struct Taint: Decodable {
    let key: String
    let value: String?
    let effect: String
  }

  struct Toleration: Decodable {
    let key: String?
    let `operator`: String?
    let value: String?
    let effect: String?
  }

  package struct Pod: Decodable {
    package let metadata: Metadata
    let spec: PodSpec
    let status: PodStatus?
  }

  struct PodSpec: Decodable {
    let nodeName: String?
    let hostNetwork: Bool?
    let priority: Int?
    let priorityClassName: String?
    let nodeSelector: [String: String]?
    let affinity: Affinity?
    let tolerations: [Toleration]?
    let topologySpreadConstraints: [SpreadConstraint]?
    let containers: [Container]?
    let initContainers: [Container]?
    let overhead: [String: Quantity]?
    /// Of the pod as a whole.
    let resources: Resources?
    let schedulingGates: [SchedulingGate]?
  }

  struct SchedulingGate: Decodable { let name: String }

  struct PodStatus: Decodable {
    let phase: String?
    let containerStatuses: [ContainerStatus]?
    let initContainerStatuses: [ContainerStatus]?
  }

  struct ContainerStatus: Decodable {
    let name: String
    let allocatedResources: [String: Quantity]?
    let resources: Resources?
  }

  struct Container: Decodable {
    let name: String?
    let resources: Resources?
    let ports: [ContainerPort]?
    let restartPolicy: String?

    /// An init container that keeps running beside the others.
    var isSidecar: Bool { restartPolicy == "Always" }
  }

  struct Resources: Decodable {
    let requests: [String: Quantity]?
    let limits: [String: Quantity]?
  }

  struct ContainerPort: Decodable {
    let containerPort: Int?
    let hostPort: Int?
    let hostIP: String?
    let `protocol`: String?
  }

  struct Affinity: Decodable {
    let nodeAffinity: NodeAffinity?
    let podAffinity: PodAffinity?
    let podAntiAffinity: PodAffinity?
  }

  struct NodeAffinity: Decodable {
    struct Required: Decodable { let nodeSelectorTerms: [NodeTerm]? }
    let required: Required?
    enum CodingKeys: String, CodingKey { case required = "requiredDuringSchedulingIgnoredDuringExecution" }
  }

  struct NodeTerm: Decodable {
    let matchExpressions: [Requirement]?
    let matchFields: [Requirement]?
  }

  struct Requirement: Decodable {
    let key: String
    let `operator`: String
    let values: [String]?
  }

  struct PodAffinity: Decodable {
    let required: [AffinityTerm]?
    enum CodingKeys: String, CodingKey { case required = "requiredDuringSchedulingIgnoredDuringExecution" }
  }

  struct AffinityTerm: Decodable {
    let labelSelector: Selector?
    let namespaces: [String]?
    let namespaceSelector: Selector?
    let topologyKey: String
    let matchLabelKeys: [String]?
    let mismatchLabelKeys: [String]?
  }

  struct Selector: Decodable {
    let matchLabels: [String: String]?
    let matchExpressions: [Requirement]?
  }

  struct SpreadConstraint: Decodable {
    let maxSkew: Int
    let topologyKey: String
    let whenUnsatisfiable: String
    let labelSelector: Selector?
    let minDomains: Int?
    let nodeAffinityPolicy: String?
    let nodeTaintsPolicy: String?
    let matchLabelKeys: [String]?
  }

  package struct DisruptionBudget: Decodable {
    struct Spec: Decodable {
      let selector: Selector?
      let minAvailable: IntOrPercent?
      let maxUnavailable: IntOrPercent?
    }

    struct Status: Decodable { let disruptionsAllowed: Int? }

    package let metadata: Metadata
    let spec: Spec?
    let status: Status?
  }

  package struct PriorityClass: Decodable {
    package let metadata: Metadata
    let value: Int
    let globalDefault: Bool?
  }

  package struct Namespace: Decodable { let metadata: Metadata }

  /// A number, or a share of the pods such as "50%".
  enum IntOrPercent: Decodable {
    case number(Int)
    case percent(Int)

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Int.self) {
        self = .number(number)
        return
      }
      let text = try container.decode(String.self)
      guard text.hasSuffix("%"), let percent = Int(text.dropLast()) else {
        throw DecodingError.dataCorruptedError(
          in: container, debugDescription: "expected a number or a percentage, found '\(text)'")
      }
      self = .percent(percent)
    }

    /// - Returns: of `count` pods, shares rounded up; never beyond `count`.
    func amount(of count: Int) -> Int {
      switch self {
      case .number(let number): min(count, max(0, number))
      case .percent(let percent): (min(100, max(0, percent)) * count + 99) / 100
      }
    }
  }
}

extension Quantity: Decodable {
  /// A text, or a number as it stands; null is 0.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self.init(billionths: 0)
      return
    }
    let text: String
    if let word = try? container.decode(String.self) {
      text = word
    } else if let integer = try? container.decode(Int.self) {
      text = "\(integer)"
    } else {
      text = "\(try container.decode(Double.self))"
    }
    guard let quantity = Quantity(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "expected a quantity such as 100m or 1.5Gi, found '\(text.prefix(40))'")
    }
    self = quantity
  }
}

import Basics

/// Affinities, spreads, selectors and disruption budgets as the API writes them.
extension KubernetesObjects {
  struct Affinity: JSONReadable {
    private(set) var nodeAffinity: NodeAffinity?
    private(set) var podAffinity: PodAffinity?
    private(set) var podAntiAffinity: PodAffinity?

    init(from json: inout JSONReader) throws(InputError) {
      try json.beginObject()
      while let key = try json.nextKey() {
        switch key {
        case "nodeAffinity": try json.read(&nodeAffinity)
        case "podAffinity": try json.read(&podAffinity)
        case "podAntiAffinity": try json.read(&podAntiAffinity)
        default: try json.skip(key, of: "an affinity")
        }
      }
    }
  }

  struct NodeAffinity: JSONReadable {
    struct Required: JSONReadable {
      private(set) var nodeSelectorTerms: [NodeTerm]?

      init(from json: inout JSONReader) throws(InputError) {
        try json.beginObject()
        while let key = try json.nextKey() {
          switch key {
          case "nodeSelectorTerms": try json.read(&nodeSelectorTerms)
          default: try json.skip(key, of: "a node affinity's terms")
          }
        }
      }
    }

    private(set) var required: Required?

    init(from json: inout JSONReader) throws(InputError) {
      try json.beginObject()
      while let key = try json.nextKey() {
        switch key {
        case "requiredDuringSchedulingIgnoredDuringExecution": try json.read(&required)
        default: try json.skip(key, of: "a node affinity", harmless: KubernetesFields.preferences)
        }
      }
    }
  }

  struct NodeTerm: JSONReadable {
    private(set) var matchExpressions: [Requirement]?
    private(set) var matchFields: [Requirement]?

    init(from json: inout JSONReader) throws(InputError) {
      try json.beginObject()
      while let key = try json.nextKey() {
        switch key {
        case "matchExpressions": try json.read(&matchExpressions)
        case "matchFields": try json.read(&matchFields)
        default: try json.skip(key, of: "a node affinity's term")
        }
      }
      for requirement in (matchExpressions ?? []) + (matchFields ?? []) {
        json.note(requirement.operator, of: "a node affinity's operator", unlessIn: KubernetesFields.nodeOperators)
      }
      for field in matchFields ?? [] {
        json.note(field.key, of: "a node's field", unlessIn: ["metadata.name"])
      }
    }
  }

  struct Requirement: JSONReadable {
    let key: String
    let `operator`: String
    private(set) var values: [String]?

    init(from json: inout JSONReader) throws(InputError) {
      var key: String?
      var `operator`: String?
      let object = try json.beginObject()
      while let member = try json.nextKey() {
        switch member {
        case "key": try json.read(&key)
        case "operator": try json.read(&`operator`)
        case "values": try json.read(&values)
        default: try json.skip(member, of: "a selector's requirement")
        }
      }
      self.key = try json.required(key, "key", of: object)
      self.`operator` = try json.required(`operator`, "operator", of: object)
    }
  }

  struct PodAffinity: JSONReadable {
    private(set) var required: [AffinityTerm]?

    init(from json: inout JSONReader) throws(InputError) {
      try json.beginObject()
      while let key = try json.nextKey() {
        switch key {
        case "requiredDuringSchedulingIgnoredDuringExecution": try json.read(&required)
        default: try json.skip(key, of: "a pod affinity", harmless: KubernetesFields.preferences)
        }
      }
    }
  }

  struct AffinityTerm: JSONReadable {
    private(set) var labelSelector: Selector?
    private(set) var namespaces: [String]?
    private(set) var namespaceSelector: Selector?
    let topologyKey: String
    private(set) var matchLabelKeys: [String]?
    private(set) var mismatchLabelKeys: [String]?

    init(from json: inout JSONReader) throws(InputError) {
      var topologyKey: String?
      let object = try json.beginObject()
      while let key = try json.nextKey() {
        switch key {
        case "labelSelector": try json.read(&labelSelector)
        case "namespaces": try json.read(&namespaces)
        case "namespaceSelector": try json.read(&namespaceSelector)
        case "topologyKey": try json.read(&topologyKey)
        case "matchLabelKeys": try json.read(&matchLabelKeys)
        case "mismatchLabelKeys": try json.read(&mismatchLabelKeys)
        default: try json.skip(key, of: "a pod affinity's term")
        }
      }
      self.topologyKey = try json.required(topologyKey, "topologyKey", of: object)
    }
  }

  struct Selector: JSONReadable {
    private(set) var matchLabels: [String: String]?
    private(set) var matchExpressions: [Requirement]?

    init(matchLabels: [String: String]) { self.matchLabels = matchLabels }

    init(from json: inout JSONReader) throws(InputError) {
      try json.beginObject()
      while let key = try json.nextKey() {
        switch key {
        case "matchLabels": try json.read(&matchLabels)
        case "matchExpressions": try json.read(&matchExpressions)
        default: try json.skip(key, of: "a selector")
        }
      }
      for requirement in matchExpressions ?? [] {
        json.note(requirement.operator, of: "a selector's operator", unlessIn: KubernetesFields.selectorOperators)
      }
    }
  }

  struct SpreadConstraint: JSONReadable {
    let maxSkew: Int
    let topologyKey: String
    let whenUnsatisfiable: String
    private(set) var labelSelector: Selector?
    private(set) var minDomains: Int?
    private(set) var nodeAffinityPolicy: String?
    private(set) var nodeTaintsPolicy: String?
    private(set) var matchLabelKeys: [String]?

    init(from json: inout JSONReader) throws(InputError) {
      var maxSkew: Int?
      var topologyKey: String?
      var whenUnsatisfiable: String?
      let object = try json.beginObject()
      while let key = try json.nextKey() {
        switch key {
        case "maxSkew": try json.read(&maxSkew)
        case "topologyKey": try json.read(&topologyKey)
        case "whenUnsatisfiable": try json.read(&whenUnsatisfiable)
        case "labelSelector": try json.read(&labelSelector)
        case "minDomains": try json.read(&minDomains)
        case "nodeAffinityPolicy": try json.read(&nodeAffinityPolicy)
        case "nodeTaintsPolicy": try json.read(&nodeTaintsPolicy)
        case "matchLabelKeys": try json.read(&matchLabelKeys)
        default: try json.skip(key, of: "a topology spread constraint")
        }
      }
      self.maxSkew = try json.required(maxSkew, "maxSkew", of: object)
      self.topologyKey = try json.required(topologyKey, "topologyKey", of: object)
      self.whenUnsatisfiable = try json.required(whenUnsatisfiable, "whenUnsatisfiable", of: object)
      json.note(whenUnsatisfiable, of: "whenUnsatisfiable", unlessIn: ["DoNotSchedule", "ScheduleAnyway"])
      for policy in [nodeAffinityPolicy, nodeTaintsPolicy] {
        json.note(policy, of: "a spread's policy", unlessIn: ["Honor", "Ignore"])
      }
      if self.maxSkew < 1 { json.unknown.append("the skew \(self.maxSkew), below 1,") }
    }
  }

  package struct DisruptionBudget: KubernetesObject {
    static let needsName = true
    struct Spec: JSONReadable {
      private(set) var selector: Selector?
      private(set) var minAvailable: IntOrPercent?
      private(set) var maxUnavailable: IntOrPercent?

      init(from json: inout JSONReader) throws(InputError) {
        try json.beginObject()
        while let key = try json.nextKey() {
          switch key {
          case "selector": try json.read(&selector)
          case "minAvailable": try json.read(&minAvailable)
          case "maxUnavailable": try json.read(&maxUnavailable)
          default: try json.skip(key, of: "a disruption budget's spec", harmless: KubernetesFields.budgetSpec)
          }
        }
      }
    }

    struct Status: JSONReadable {
      private(set) var disruptionsAllowed: Int?

      init(from json: inout JSONReader) throws(InputError) {
        try json.beginObject()
        while let key = try json.nextKey() {
          switch key {
          case "disruptionsAllowed": try json.read(&disruptionsAllowed)
          default: try json.skip(key, of: "a disruption budget's status", harmless: KubernetesFields.budgetStatus)
          }
        }
      }
    }

    package let metadata: Metadata
    private(set) var spec: Spec?
    private(set) var status: Status?
    /// What its specification has that is not known here.
    let unknown: [String]

    package init(from json: inout JSONReader) throws(InputError) {
      var status: Status?
      let parts = try KubernetesObjectParts<Spec>(from: &json, of: "a disruption budget") { (json) throws(InputError) in
        try json.read(&status)
      }
      (metadata, spec, unknown) = (parts.metadata, parts.spec, parts.unknown)
      self.status = status
    }
  }

  /// A number, or a share of the pods such as "50%".
  enum IntOrPercent: JSONReadable {
    case number(Int)
    case percent(Int)

    init(from json: inout JSONReader) throws(InputError) {
      guard json.nextByte() == UInt8(ascii: "\"") else {
        self = .number(try json.integer("a number or a percentage"))
        return
      }
      let text = try json.text()
      guard text.hasSuffix("%"), let percent = Int(text.dropLast()) else {
        throw json.error(expected: "a number or a percentage", found: text)
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

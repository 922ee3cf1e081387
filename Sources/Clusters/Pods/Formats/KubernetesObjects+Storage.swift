import Basics

/// How volumes are made, and how many a node takes.
extension KubernetesObjects {
  package struct StorageClass: KubernetesObject {
    let metadata: Metadata
    private(set) var provisioner: String?
    private(set) var volumeBindingMode: String?
    private(set) var allowedTopologies: [Topology]?
    /// What it has that is not known here.
    private(set) var unknown: [String] = []

    /// A way in which nodes may be labelled; all of it must hold.
    struct Topology: JSONReadable {
      struct Expression: JSONReadable {
        let key: String
        let values: [String]

        init(from json: inout JSONReader) throws(InputError) {
          var key: String?
          var values: [String]?
          let object = try json.beginObject()
          while let member = try json.nextKey() {
            switch member {
            case "key": try json.read(&key)
            case "values": try json.read(&values)
            default: try json.skip(member, of: "allowedTopologies")
            }
          }
          self.key = try json.required(key, "key", of: object)
          self.values = try json.required(values, "values", of: object)
        }
      }

      private(set) var matchLabelExpressions: [Expression]?

      init(from json: inout JSONReader) throws(InputError) {
        try json.beginObject()
        while let key = try json.nextKey() {
          switch key {
          case "matchLabelExpressions": try json.read(&matchLabelExpressions)
          default: try json.skip(key, of: "allowedTopologies")
          }
        }
      }
    }

    private static let harmless = KubernetesFields.object.union([
      "parameters", "reclaimPolicy", "mountOptions", "allowVolumeExpansion",
    ])

    package init(from json: inout JSONReader) throws(InputError) {
      var metadata: Metadata?
      let mark = json.unknown.count
      let object = try json.beginObject()
      while let key = try json.nextKey() {
        switch key {
        case "metadata": try json.read(&metadata)
        case "provisioner": try json.read(&provisioner)
        case "volumeBindingMode": try json.read(&volumeBindingMode)
        case "allowedTopologies": try json.read(&allowedTopologies)
        default: try json.skip(key, of: "a storage class", harmless: Self.harmless)
        }
      }
      self.metadata = try json.required(metadata, "metadata", of: object)
      json.note(volumeBindingMode, of: "volumeBindingMode", unlessIn: ["Immediate", "WaitForFirstConsumer"])
      unknown = Array(json.unknown[mark...])
    }

    var isDefault: Bool {
      KubernetesAnnotations.defaultClasses.contains { metadata.annotations?[$0] == "true" }
    }
  }

  /// How many volumes of each driver its node takes.
  package struct StorageNode: KubernetesObject {
    struct Driver: JSONReadable {
      let name: String
      /// nil for no limit.
      private(set) var limit: Int?

      init(from json: inout JSONReader) throws(InputError) {
        var name: String?
        let object = try json.beginObject()
        while let key = try json.nextKey() {
          switch key {
          case "name": try json.read(&name)
          case "allocatable":
            try json.beginObject()
            while let key = try json.nextKey() {
              switch key {
              case "count": try json.read(&limit)
              default: try json.skip(key, of: "a driver's allocatable")
              }
            }
          default: try json.skip(key, of: "a storage driver", harmless: ["nodeID", "topologyKeys"])
          }
        }
        self.name = try json.required(name, "name", of: object)
      }
    }

    struct Spec: JSONReadable {
      private(set) var drivers: [Driver]?

      init(from json: inout JSONReader) throws(InputError) {
        try json.beginObject()
        while let key = try json.nextKey() {
          switch key {
          case "drivers": try json.read(&drivers)
          default: try json.skip(key, of: "a CSINode's spec")
          }
        }
      }
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
        default: try json.skip(key, of: "a CSINode", harmless: KubernetesFields.object)
        }
      }
      self.metadata = try json.required(metadata, "metadata", of: object)
    }
  }
}

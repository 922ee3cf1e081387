import Basics

/// Volumes of pods, and what says where they can be used.
extension KubernetesObjects {
  /// A volume of a pod: its name and where it comes from.
  struct Volume: JSONReadable {
    enum Source: Equatable {
      /// Made from objects of the API, or the same from every node.
      case harmless
      /// Data on the node itself, by the API's name of it.
      case local(String)
      case claim(String)
      case ephemeral(ClaimSpec)
      /// By the API's name of it.
      case other(String)
    }

    private(set) var name = ""
    private(set) var source = Source.local("emptyDir")

    /// Read over the network from wherever the pod runs, or made anew.
    private static let harmless: Set<String> = [
      "configMap", "secret", "downwardAPI", "projected", "image", "csi", "nfs", "cephfs", "glusterfs", "azureFile",
    ]

    /// Known sources that are for some nodes or for one pod at a time, in ways that are not modelled.
    private static let exclusive: Set<String> = [
      "awsElasticBlockStore", "azureDisk", "cinder", "fc", "flexVolume", "flocker", "gcePersistentDisk", "gitRepo",
      "iscsi", "photonPersistentDisk", "portworxVolume", "quobyte", "rbd", "scaleIO", "storageos", "vsphereVolume",
    ]

    init(name: String, source: Source) {
      self.name = name
      self.source = source
    }

    init(from json: inout JSONReader) throws(InputError) {
      try json.beginObject()
      while let key = try json.nextKey() {
        switch key {
        case "name": name = try json.text()
        case "emptyDir", "hostPath":
          source = .local(key)
          try json.skipValue()
        case "persistentVolumeClaim":
          var reference: ClaimReference?
          try json.read(&reference)
          source = .claim(reference?.claimName ?? "")
        case "ephemeral":
          var template: EphemeralVolume?
          try json.read(&template)
          source = .ephemeral(template?.spec ?? ClaimSpec())
        case let key where Self.harmless.contains(key):
          source = .harmless
          try json.skipValue()
        case let key where Self.exclusive.contains(key):
          source = .other(key)
          try json.skipValue()
        default: try json.skip(key, of: "a pod's volume")
        }
      }
    }
  }

  struct ClaimReference: JSONReadable {
    let claimName: String

    init(from json: inout JSONReader) throws(InputError) {
      var claimName: String?
      let object = try json.beginObject()
      while let key = try json.nextKey() {
        switch key {
        case "claimName": try json.read(&claimName)
        default: try json.skip(key, of: "a volume's claim", harmless: ["readOnly"])
        }
      }
      self.claimName = try json.required(claimName, "claimName", of: object)
    }
  }

  /// A volume that gets a claim of its own, named after pod and volume.
  struct EphemeralVolume: JSONReadable {
    private(set) var spec: ClaimSpec?

    init(from json: inout JSONReader) throws(InputError) {
      try json.beginObject()
      while let key = try json.nextKey() {
        switch key {
        case "volumeClaimTemplate":
          var template: ClaimTemplate?
          try json.read(&template)
          spec = template?.spec
        default: try json.skip(key, of: "an ephemeral volume")
        }
      }
    }
  }

  /// Of an ephemeral volume or a StatefulSet.
  struct ClaimTemplate: JSONReadable {
    private(set) var metadata: Metadata?
    private(set) var spec: ClaimSpec?

    init(from json: inout JSONReader) throws(InputError) {
      try json.beginObject()
      while let key = try json.nextKey() {
        switch key {
        case "metadata": try json.read(&metadata)
        case "spec": try json.read(&spec)
        default: try json.skip(key, of: "a claim's template", harmless: ["apiVersion", "kind", "status"])
        }
      }
    }
  }

  /// A device or the like that is claimed (DRA).
  struct ResourceClaim: JSONReadable {
    private(set) var name: String?

    init(from json: inout JSONReader) throws(InputError) {
      try json.beginObject()
      while let key = try json.nextKey() {
        switch key {
        case "name": try json.read(&name)
        default: try json.skipValue()
        }
      }
    }
  }

  struct ClaimSpec: JSONReadable, Equatable {
    private(set) var volumeName: String?
    /// Empty: no class, volumes made beforehand only.
    private(set) var storageClassName: String?
    private(set) var accessModes: [String]?

    init() {}

    private static let harmless: Set<String> = [
      "resources", "volumeMode", "selector", "dataSource", "dataSourceRef", "volumeAttributesClassName",
    ]

    init(from json: inout JSONReader) throws(InputError) {
      try json.beginObject()
      while let key = try json.nextKey() {
        switch key {
        case "volumeName": try json.read(&volumeName)
        case "storageClassName": try json.read(&storageClassName)
        case "accessModes": try json.read(&accessModes)
        default: try json.skip(key, of: "a claim's spec", harmless: Self.harmless)
        }
      }
    }
  }

  package struct VolumeClaim: KubernetesObject {
    let metadata: Metadata
    let spec: ClaimSpec
    private(set) var phase: String?
    let unknown: [String]

    /// A claim that a StatefulSet would make.
    init(metadata: Metadata, spec: ClaimSpec) {
      self.metadata = metadata
      self.spec = spec
      unknown = []
    }

    package init(from json: inout JSONReader) throws(InputError) {
      var phase: String?
      let parts = try KubernetesObjectParts<ClaimSpec>(from: &json, of: "a claim") { (json) throws(InputError) in
        try json.beginObject()
        while let key = try json.nextKey() {
          if key == "phase" { try json.read(&phase) } else { try json.skipValue() }
        }
      }
      (metadata, spec, unknown) = (parts.metadata, parts.spec ?? ClaimSpec(), parts.unknown)
      self.phase = phase
    }
  }

  package struct PersistentVolume: KubernetesObject {
    struct Spec: JSONReadable {
      private(set) var nodeAffinity: NodeAffinity.Required?
      private(set) var driver: String?
      /// Whether it lies on a node's own disk.
      private(set) var isLocal = false

      /// Volumes of the tree, and the drivers that have taken them over.
      private static let migrated = [
        "awsElasticBlockStore": "ebs.csi.aws.com", "gcePersistentDisk": "pd.csi.storage.gke.io",
        "azureDisk": "disk.csi.azure.com", "cinder": "cinder.csi.openstack.org",
        "vsphereVolume": "csi.vsphere.vmware.com", "portworxVolume": "pxd.portworx.com",
      ]
      /// Storage that every node reaches, and what says nothing of nodes.
      private static let harmless: Set<String> = [
        "accessModes", "capacity", "claimRef", "persistentVolumeReclaimPolicy", "storageClassName", "mountOptions",
        "volumeMode", "volumeAttributesClassName", "nfs", "cephfs", "glusterfs", "azureFile", "fc", "flexVolume",
        "flocker", "iscsi", "quobyte", "rbd", "scaleIO", "storageos", "photonPersistentDisk",
      ]

      init(from json: inout JSONReader) throws(InputError) {
        try json.beginObject()
        while let key = try json.nextKey() {
          switch key {
          case "nodeAffinity":
            try json.beginObject()
            while let key = try json.nextKey() {
              switch key {
              case "required": try json.read(&nodeAffinity)
              default: try json.skip(key, of: "a volume's node affinity")
              }
            }
          case "csi":
            var source: CSISource?
            try json.read(&source)
            driver = source?.driver
          case "local", "hostPath":
            isLocal = true
            try json.skipValue()
          default:
            driver = Self.migrated[key] ?? driver
            if Self.migrated[key] == nil {
              try json.skip(key, of: "a volume's spec", harmless: Self.harmless)
            } else {
              try json.skipValue()
            }
          }
        }
      }
    }

    struct CSISource: JSONReadable {
      private(set) var driver: String?

      init(from json: inout JSONReader) throws(InputError) {
        try json.beginObject()
        while let key = try json.nextKey() {
          switch key {
          case "driver": try json.read(&driver)
          default: try json.skip(key, of: "a volume's driver", harmless: Self.harmless)
          }
        }
      }

      /// Which volume of the driver it is, and how it is mounted.
      private static let harmless: Set<String> = [
        "volumeHandle", "readOnly", "fsType", "volumeAttributes", "controllerPublishSecretRef", "nodeStageSecretRef",
        "nodePublishSecretRef", "controllerExpandSecretRef", "nodeExpandSecretRef",
      ]
    }

    let metadata: Metadata
    private(set) var spec: Spec?
    let unknown: [String]

    package init(from json: inout JSONReader) throws(InputError) {
      let parts = try KubernetesObjectParts<Spec>(
        from: &json, of: "a volume", harmless: KubernetesFields.object.union(["status"]))
      (metadata, spec, unknown) = (parts.metadata, parts.spec, parts.unknown)
    }
  }
}

import Basics

/// Fields of the API that are known and do not matter here, at the places that decide where a pod can run.
///
/// Each struct of `KubernetesObjects` reads the fields that it uses; those of its list here are harmless; everything
/// else is not known, and what has it is left where it is: the API grows with every release, and a rule that is not
/// known must not be broken.
enum KubernetesFields {
  /// What every object has beside `metadata`, `spec` and `status`.
  static let object: Set<String> = ["apiVersion", "kind"]

  /// Identity, history and bookkeeping.
  static let metadata: Set<String> = [
    "generateName", "creationTimestamp", "deletionGracePeriodSeconds", "resourceVersion", "generation",
    "managedFields", "finalizers", "selfLink", "clusterName",
  ]

  /// How a pod runs once it has its node.
  static let podSpec: Set<String> = [
    "activeDeadlineSeconds", "automountServiceAccountToken", "dnsConfig", "dnsPolicy", "enableServiceLinks",
    "ephemeralContainers", "hostAliases", "hostIPC", "hostPID", "hostUsers", "hostname", "hostnameOverride",
    "imagePullSecrets", "os", "readinessGates", "restartPolicy", "securityContext", "serviceAccount",
    "serviceAccountName", "setHostnameAsFQDN", "shareProcessNamespace", "subdomain", "terminationGracePeriodSeconds",
  ]

  /// What a container is; devices and mounts are of volumes that the pod's specification lists.
  static let container: Set<String> = [
    "args", "command", "env", "envFrom", "image", "imagePullPolicy", "lifecycle", "livenessProbe", "readinessProbe",
    "resizePolicy", "restartPolicyRules", "securityContext", "startupProbe", "stdin", "stdinOnce",
    "terminationMessagePath", "terminationMessagePolicy", "tty", "volumeDevices", "volumeMounts", "workingDir",
  ]

  /// Claims of containers name resource claims of the pod, which are looked at there.
  static let resources: Set<String> = ["claims"]
  static let containerPort: Set<String> = ["name"]
  /// How long a pod stays on a node that it does not tolerate for ever.
  static let toleration: Set<String> = ["tolerationSeconds"]

  static let podStatus: Set<String> = [
    "message", "reason", "hostIP", "hostIPs", "podIP", "podIPs", "startTime", "qosClass", "ephemeralContainerStatuses",
    "resourceClaimStatuses", "extendedResourceClaimStatus", "observedGeneration", "allocatedResources", "resources",
  ]

  /// Preferences, which are no part of the objective.
  static let preferences: Set<String> = ["preferredDuringSchedulingIgnoredDuringExecution"]

  /// What the cloud and the network know of a node.
  static let nodeSpec: Set<String> = ["podCIDR", "podCIDRs", "providerID", "externalID", "configSource"]
  static let nodeStatus: Set<String> = [
    "phase", "addresses", "daemonEndpoints", "nodeInfo", "images", "volumesInUse", "volumesAttached", "config",
    "runtimeHandlers", "features", "declaredFeatures",
  ]
  static let taint: Set<String> = ["timeAdded"]
  static let condition: Set<String> = [
    "lastHeartbeatTime", "lastProbeTime", "lastTransitionTime", "message", "observedGeneration",
  ]

  /// How a controller replaces pods and ends; not how many there are.
  static let workloadSpec: Set<String> = [
    "minReadySeconds", "strategy", "updateStrategy", "revisionHistoryLimit", "progressDeadlineSeconds", "paused",
    "podManagementPolicy", "serviceName", "persistentVolumeClaimRetentionPolicy", "backoffLimit",
    "ttlSecondsAfterFinished", "completionMode", "manualSelector", "activeDeadlineSeconds", "backoffLimitPerIndex",
    "maxFailedIndexes", "podFailurePolicy", "podReplacementPolicy", "successPolicy", "managedBy", "schedule",
    "timeZone", "jobTemplate", "concurrencyPolicy", "startingDeadlineSeconds", "successfulJobsHistoryLimit",
    "failedJobsHistoryLimit",
  ]

  /// Which pods that are not ready count; evictions are counted here for all.
  static let budgetSpec: Set<String> = ["unhealthyPodEvictionPolicy"]
  static let budgetStatus: Set<String> = [
    "conditions", "currentHealthy", "desiredHealthy", "disruptedPods", "expectedPods", "observedGeneration",
  ]
  /// The words of the API that are known.
  static let effects: Set<String> = ["NoSchedule", "PreferNoSchedule", "NoExecute"]
  static let preemptionPolicies: Set<String> = ["PreemptLowerPriority", "Never"]
  static let restartPolicies: Set<String> = ["Always", "OnFailure", "Never"]
  static let phases: Set<String> = ["Pending", "Running", "Succeeded", "Failed", "Unknown"]
  static let tolerationOperators: Set<String> = ["Exists", "Equal"]
  static let selectorOperators: Set<String> = ["In", "NotIn", "Exists", "DoesNotExist"]
  static let nodeOperators: Set<String> = selectorOperators.union(["Gt", "Lt"])

  static let priorityClass: Set<String> = ["apiVersion", "kind", "description"]
}

extension JSONReader {
  /// Passes over a member that its object's reader does not use, and notes it unless it is harmless.
  mutating func skip(_ key: String, of place: String, harmless: Set<String> = []) throws(InputError) {
    if !harmless.contains(key) { unknown.append("the field '\(key)' of \(place)") }
    try skipValue()
  }

  /// Notes a word that is none of `words`.
  mutating func note(_ word: String?, of place: String, unlessIn words: Set<String>) {
    if let word, !word.isEmpty, !words.contains(word) { unknown.append("the word '\(word)' for \(place)") }
  }

  /// What `read` meets and does not know, which then counts for no one else.
  mutating func unknown(
    in read: (inout JSONReader) throws(InputError) -> Void
  ) throws(InputError) -> [String] {
    let mark = unknown.count
    try read(&self)
    let result = Array(unknown[mark...])
    unknown.removeSubrange(mark...)
    return result
  }
}

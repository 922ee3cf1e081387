import APIServerDouble
import Testing

@Suite("Objects are created, changed and deleted as the API's concepts say")
struct ObjectTests {
  @Test("POST gives a name, an identity and a version; the same name again is a conflict")
  func create() async throws {
    let fixture = Fixture()
    try await fixture.withClient { client in
      let made = try await client.call("POST", Fixture.pods, Fixture.pod("a"))
      #expect(made.status == 201)
      #expect(made.body["metadata", "resourceVersion"]?.text == "101")
      #expect(made.body["metadata", "uid"]?.text?.count == 36)
      #expect(made.body["metadata", "creationTimestamp"]?.text?.hasSuffix("Z") == true)
      #expect(made.body["status", "phase"]?.text == "Pending")
      let again = try await client.call("POST", Fixture.pods, Fixture.pod("a"))
      #expect(again.status == 409)
      #expect(again.body["reason"]?.text == "AlreadyExists")
      var unnamed = Fixture.pod("")
      unnamed["metadata", "generateName"] = "web-"
      let generated = try await client.call("POST", Fixture.pods, unnamed)
      #expect(generated.body["metadata", "name"]?.text?.hasPrefix("web-") == true)
      #expect(generated.body["metadata", "name"]?.text?.count == 9)
      let tried = try await client.call("POST", Fixture.pods + "?dryRun=All", Fixture.pod("b"))
      #expect(tried.status == 201)
      #expect(try await client.call("GET", Fixture.pods + "/b").status == 404)
      #expect(try await client.call("POST", "/api/v1/namespaces/x/pods", made.body).status == 400)
    }
  }

  @Test("PUT goes by the version, and of two leases' holders one wins")
  func replace() async throws {
    let leases = "/apis/coordination.k8s.io/v1/namespaces/kube-system/leases"
    let fixture = Fixture()
    try await fixture.withClient { client in
      let lease: JSONTree = ["metadata": ["name": "l"], "spec": ["holderIdentity": "a"]]
      var mine = try await client.call("POST", leases, lease).body
      var theirs = mine
      theirs["spec", "holderIdentity"] = "b"
      let taken = try await client.call("PUT", leases + "/l", theirs)
      #expect(taken.status == 200)
      #expect(taken.body["metadata", "resourceVersion"]?.text == "102")
      mine["spec", "holderIdentity"] = "c"
      let late = try await client.call("PUT", leases + "/l", mine)
      #expect(late.status == 409)
      #expect(late.body["reason"]?.text == "Conflict")
      #expect(try await client.call("GET", leases + "/l").body["spec", "holderIdentity"]?.text == "b")
      #expect(try await client.call("PUT", leases + "/none", lease).status == 404)
      // What changes nothing is no new version.
      let same = try await client.call("PUT", leases + "/l", taken.body)
      #expect(same.body["metadata", "resourceVersion"]?.text == "102")
    }
  }

  @Test("a write of the whole leaves the status, and one of the status leaves the rest")
  func status() async throws {
    let fixture = Fixture()
    try fixture.run("a")
    try await fixture.withClient { client in
      let patch: JSONTree = ["metadata": ["labels": ["x": "y"]], "status": ["phase": "Failed"]]
      let merge = "application/merge-patch+json"
      let whole = try await client.call("PATCH", Fixture.pods + "/a", patch, type: merge).body
      #expect(whole["metadata", "labels"]?.texts == ["app": "web", "x": "y"])
      #expect(whole["status", "phase"]?.text == "Running")
      let other: JSONTree = ["metadata": ["labels": ["x": "z"]], "status": ["phase": "Failed"]]
      let status = try await client.call("PATCH", Fixture.pods + "/a/status", other, type: merge).body
      #expect(status["metadata", "labels", "x"]?.text == "y")
      #expect(status["status", "phase"]?.text == "Failed")
    }
  }

  @Test("the three kinds of patches")
  func patches() async throws {
    let node = "/api/v1/nodes/n"
    let fixture = Fixture()
    try await fixture.withClient { client in
      let taints: JSONTree = [["key": "a"], ["key": "b"]]
      let body: JSONTree = [
        "metadata": ["name": "n", "annotations": ["a/b": "1"]],
        "spec": ["taints": taints], "status": ["conditions": [["type": "Ready", "status": "True"]]],
      ]
      _ = try await client.call("POST", "/api/v1/nodes", body)
      let merged = try await client.call(
        "PATCH", node, ["spec": ["unschedulable": true, "taints": .null]], type: "application/merge-patch+json")
      #expect(merged.body["spec"] == ["unschedulable": true])
      let operations: JSONTree = [
        ["op": "test", "path": "/metadata/annotations/a~1b", "value": "1"],
        ["op": "add", "path": "/spec/taints", "value": [["key": "c"]]],
        ["op": "add", "path": "/spec/taints/0", "value": ["key": "b"]],
        ["op": "remove", "path": "/spec/unschedulable"],
        ["op": "replace", "path": "/spec/taints/1", "value": ["key": "d"]],
      ]
      let applied = try await client.call("PATCH", node, operations, type: "application/json-patch+json")
      #expect(applied.body["spec"] == ["taints": [["key": "b"], ["key": "d"]]])
      let failed = try await client.call(
        "PATCH", node, [["op": "remove", "path": "/spec/none"]], type: "application/json-patch+json")
      #expect(failed.status == 422)
      let conditions: JSONTree = [
        ["type": "Ready", "status": "False"], ["type": "DiskPressure", "status": "True"],
      ]
      let strategic = try await client.call(
        "PATCH", node + "/status", ["status": ["conditions": conditions]],
        type: "application/strategic-merge-patch+json")
      #expect(strategic.body["status", "conditions"] == conditions)
      #expect(try await client.call("PATCH", node, [:], type: "application/apply-patch+yaml").status == 415)
    }
  }

  @Test("DELETE: preconditions; a pod that runs stays for its grace, others go at once")
  func delete() async throws {
    let fixture = Fixture()
    try fixture.run("a")
    try fixture.server.create(.pods, "default", Fixture.pod("waiting"))
    try await fixture.withClient { client in
      let wrong: JSONTree = ["preconditions": ["uid": "other"]]
      #expect(try await client.call("DELETE", Fixture.pods + "/a", wrong).status == 409)
      #expect(try await client.call("DELETE", Fixture.pods + "/waiting").status == 200)
      #expect(fixture.podNames == ["a"])
      let leaving = try await client.call("DELETE", Fixture.pods + "/a").body
      #expect(leaving["metadata", "deletionGracePeriodSeconds"]?.integer == 30)
      #expect(leaving["metadata", "deletionTimestamp"] != nil)
      #expect(fixture.podNames == ["a"])
      #expect(try await client.call("DELETE", Fixture.pods + "/a?gracePeriodSeconds=0").status == 200)
      #expect(fixture.podNames.isEmpty)
      try fixture.run("b")
      fixture.server.endPods(after: 0)
      _ = try await client.call("DELETE", Fixture.pods + "/b")
      #expect(await eventually { fixture.podNames.isEmpty })
    }
  }
}

import Testing

@testable import dovetail_controller

@Suite("When there is a plan")
struct PlanTriggerTests {
  private let pod = WaitingPod(uid: "u", namespace: "default", name: "p", since: 100)

  private func trigger() -> PlanTrigger {
    var settings = PlanTrigger.Settings()
    settings.pendingFor = 30
    settings.quiet = 2
    settings.quietAtMost = 15
    settings.firstRest = 30
    settings.lastRest = 50
    return PlanTrigger(settings)
  }

  @Test("not before a pod has waited long enough, nor while the cluster changes, for a while")
  func quiet() {
    var trigger = trigger()
    #expect(trigger.pods(toPlanFor: [], revision: 1, changed: 0, now: 200) == nil)
    #expect(trigger.pods(toPlanFor: [pod], revision: 1, changed: 0, now: 129) == nil)
    #expect(trigger.pods(toPlanFor: [pod], revision: 1, changed: 0, now: 130) == [pod])
    trigger = self.trigger()
    #expect(trigger.pods(toPlanFor: [pod], revision: 1, changed: 129, now: 130) == nil)
    #expect(trigger.pods(toPlanFor: [pod], revision: 1, changed: 129, now: 131) == [pod])
    trigger = self.trigger()
    for now in 130..<145 {
      #expect(trigger.pods(toPlanFor: [pod], revision: now, changed: Double(now), now: Double(now)) == nil)
    }
    #expect(trigger.pods(toPlanFor: [pod], revision: 145, changed: 145, now: 145) == [pod])
  }

  @Test("after a plan a pod rests, longer each time, and until something has changed")
  func rest() {
    var trigger = trigger()
    trigger.notePlan(for: [pod], revision: 1, now: 200)
    #expect(trigger.pods(toPlanFor: [pod], revision: 1, changed: 0, now: 10_000) == nil)
    #expect(trigger.pods(toPlanFor: [pod], revision: 2, changed: 210, now: 229) == nil)
    #expect(trigger.pods(toPlanFor: [pod], revision: 2, changed: 210, now: 230) == [pod])
    trigger.notePlan(for: [pod], revision: 2, now: 230)
    #expect(trigger.pods(toPlanFor: [pod], revision: 3, changed: 240, now: 279) == nil)
    #expect(trigger.pods(toPlanFor: [pod], revision: 3, changed: 240, now: 280) == [pod])
  }

  @Test("a new pod does not wait for those that rest")
  func newcomer() {
    var trigger = trigger()
    trigger.notePlan(for: [pod], revision: 1, now: 200)
    let other = WaitingPod(uid: "v", namespace: "default", name: "q", since: 171)
    #expect(trigger.pods(toPlanFor: [pod, other], revision: 2, changed: 190, now: 200) == nil)
    #expect(trigger.pods(toPlanFor: [pod, other], revision: 2, changed: 190, now: 201) == [pod, other])
  }
}

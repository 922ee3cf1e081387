import KubernetesAPI
import Testing

@testable import dovetail_controller

@Suite("Maintenance windows")
struct MaintenanceWindowTests {
  private func contains(_ window: String, _ time: String) throws -> Bool {
    try #require(MaintenanceWindow(window)).contains(try #require(Timestamp.seconds(time)))
  }

  // 2026-11-23 is a Monday.
  @Test(
    "days, hours, and nights that end on the next day",
    arguments: [
      ("Mon-Fri 22:00-06:00", "2026-11-23T22:00:00Z", true), ("Mon-Fri 22:00-06:00", "2026-11-23T21:59:59Z", false),
      ("Mon-Fri 22:00-06:00", "2026-11-24T05:59:59Z", true), ("Mon-Fri 22:00-06:00", "2026-11-24T06:00:00Z", false),
      ("Mon-Fri 22:00-06:00", "2026-11-28T03:00:00Z", true), ("Mon-Fri 22:00-06:00", "2026-11-28T22:30:00Z", false),
      ("Mon-Fri 22:00-06:00", "2026-11-23T03:00:00Z", false), ("Sat,Sun 00:00-24:00", "2026-11-29T23:59:00Z", true),
      ("Sat,Sun 00:00-24:00", "2026-11-30T00:00:00Z", false), ("Sun-Mon 23:00-01:00", "2026-12-01T00:30:00Z", true),
      ("Sun 23:00-01:00", "2026-11-30T00:30:00Z", true), ("01:00-05:00", "2026-11-26T04:59:00Z", true),
      ("01:00-05:00", "2026-11-26T05:00:00Z", false), ("12:00-12:00", "2026-11-26T03:00:00Z", true),
    ])
  func times(window: String, time: String, expected: Bool) throws {
    #expect(try contains(window, time) == expected)
  }

  @Test(
    "what is no window",
    arguments: [
      "", "22:00", "22-06", "Mon", "Mo 01:00-02:00", "Mon- 01:00-02:00", "25:00-26:00", "24:00-02:00", "1:00-2:00",
    ])
  func refused(text: String) { #expect(MaintenanceWindow(text) == nil) }
}

@Suite("The journal of evictions")
struct JournalTests {
  @Test("is read back as it was written, and counts an hour")
  func roundTrip() {
    var journal = Journal()
    journal.noteEviction(at: 1000)
    journal.noteEviction(at: 4000)
    journal.intent = .init(pod: "a/b", uid: "u", node: "n \"1\"", step: 2, steps: 5)
    #expect(Journal(journal.text, now: 5000) == journal)
    #expect(journal.count(at: 4000) == 2)
    #expect(journal.count(at: 4600) == 1)
    journal.noteEviction(at: 4700)
    #expect(journal.evictions == [4000, 4700])
    journal.intent = nil
    #expect(Journal(journal.text, now: 5000) == journal)
  }

  @Test("what cannot be read blocks for an hour", arguments: ["", "{", "[]", #"{"evictions":"x"}"#])
  func unreadable(text: String) {
    let journal = Journal(text, now: 1000)
    #expect(journal.isBlocked(at: 4599))
    #expect(!journal.isBlocked(at: 4600))
    #expect(Journal(journal.text, now: 2000).isBlocked(at: 4599))
    var settings = CarryingOutSettings()
    settings.mode = .apply
    #expect(settings.limits(after: journal, now: 4000).perPlan == 0)
    #expect(!Journal(nil, now: 1000).isBlocked(at: 1000))
  }

  @Test("a plan may evict what the hour leaves")
  func hour() {
    var settings = CarryingOutSettings()
    settings.mode = .apply
    settings.perHour = 3
    settings.limits.perPlan = 2
    var journal = Journal()
    #expect(settings.limits(after: journal, now: 5000).perPlan == 2)
    for time in [4000.0, 4100, 4200, 4300] { journal.noteEviction(at: time) }
    #expect(settings.limits(after: journal, now: 5000).perPlan == 0)
    #expect(settings.limits(after: journal, now: 7750).perPlan == 1)
  }
}

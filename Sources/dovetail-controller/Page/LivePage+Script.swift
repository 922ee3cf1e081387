extension LivePage {
  /// Of the text between the tags, base64; `Tests/dovetail-controllerTests/LivePageTests.swift` compares it.
  static let scriptHash = "3s5t554ynTnz1bx3zg80fRb9zA9OhFSKdaQ62L5JLc8="

  static let script = #"""
    "use strict";
    const PERIOD = 2000, PATIENCE = 6000;
    const at = (id) => document.getElementById(id);
    const list = (value) => Array.isArray(value) ? value : [];
    const number = (value) => typeof value === "number" && isFinite(value) ? value : null;

    // Whatever is as it was is not touched, so that nothing moves and a selection stays.
    function say(element, text) { if (element.textContent !== text) element.textContent = text; }
    function dress(element, names) { if (element.className !== names) element.className = names; }
    function show(element, shown) { if (element.hidden === shown) element.hidden = !shown; }
    function name(element, key, value) { if (element.getAttribute(key) !== value) element.setAttribute(key, value); }

    // As many children as there are items, each brought up to date.
    function children(parent, items, make, update) {
      while (parent.children.length > items.length) parent.lastElementChild.remove();
      for (let i = parent.children.length; i < items.length; i++) parent.append(make());
      items.forEach((item, i) => update(parent.children[i], item));
    }

    // Cells are texts, or pairs of a text and class names, or {text, link}.
    function table(id, rows) {
      show(at(id), rows.length > 0);
      children(at(id).tBodies[0], rows, () => document.createElement("tr"), (row, cells) =>
        children(row, cells, () => document.createElement("td"), (cell, value) => {
          const [text, names, link] = Array.isArray(value) ? value : [value, "", null];
          dress(cell, names);
          if (!link) { say(cell, text); return; }
          let anchor = cell.firstElementChild;
          if (!anchor) { cell.textContent = ""; anchor = cell.appendChild(document.createElement("a")); }
          name(anchor, "href", link);
          say(anchor, text);
        }));
    }

    // Seconds in the largest unit that says enough.
    function duration(seconds) {
      const s = Math.max(0, Math.floor(seconds));
      if (s < 60) return `${s} s`;
      if (s < 3600) return `${Math.floor(s / 60)} min`;
      if (s < 172800) return `${Math.floor(s / 3600)} h ${Math.floor(s % 3600 / 60)} min`;
      return `${Math.floor(s / 86400)} days`;
    }
    function clock(seconds) {
      if (number(seconds) === null) return "";
      const date = new Date(seconds * 1000);
      if (isNaN(date)) return "";
      const text = date.toISOString();
      return Math.abs(Date.now() / 1000 - seconds) < 43200 ? text.slice(11, 19) : text.slice(0, 16).replace("T", " ");
    }
    const counted = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;
    const cores = (milli) => `${+(milli / 1000).toFixed(2)}`;
    const gibibytes = (bytes) => `${+(bytes / 2 ** 30).toFixed(1)}`;
    // n2 before n10.
    const order = new Intl.Collator("en", { numeric: true });
    // Names of a class are ours alone.
    const word = (text) => /^[a-z]+$/.test(text) ? text : "other";

    function header(state) {
      const mode = String(state.mode ?? "");
      say(at("mode"), mode);
      dress(at("mode"), mode === "apply" ? "tag acts" : "tag");
      const identity = String(state.identity ?? "this replica");
      say(at("role"), state.isLeader ? `${identity} leads`
        : state.leader ? `${state.leader} leads; this is ${identity}` : `nobody leads; this is ${identity}`);
      dress(at("role"), state.isLeader ? "tag leads" : state.leader ? "tag" : "tag warn");
      show(at("paused"), state.paused === true);
      show(at("ready"), state.ready !== true);
      const age = number(state.age);
      // Seconds that come and go would be a line that never rests.
      const heard = age === null || age < 0 ? "" : age < 15 ? "in touch with the API server · "
        : `no word from the API server for ${duration(age)} · `;
      say(at("facts"), heard + (state.version ?? ""));
    }

    function share(node, kind) {
      const whole = number(node.allocatable?.[kind]), part = number(node.requested?.[kind]) ?? 0;
      return whole ? part / whole : part ? 1 : 0;
    }
    function nodeWords(node) {
      const room = node.allocatable ?? {}, used = node.requested ?? {};
      const percent = (kind) => `${Math.round(100 * share(node, kind))} %`;
      return `${node.name}: cpu ${cores(used.cpu ?? 0)} of ${cores(room.cpu ?? 0)} (${percent("cpu")}), `
        + `memory ${gibibytes(used.memory ?? 0)} of ${gibibytes(room.memory ?? 0)} GiB (${percent("memory")}), `
        + `${node.pods ?? 0} of ${counted(room.pods ?? 0, "pod")}`
        + (node.unschedulable ? ", cordoned" : "") + (node.ready ? "" : ", not ready");
    }
    function makeNode() {
      const cell = document.createElement("div");
      cell.tabIndex = 0;
      cell.setAttribute("role", "img");
      for (const kind of ["bar", "bar"]) {
        const bar = cell.appendChild(document.createElement("div"));
        bar.className = kind;
        bar.append(document.createElement("i"));
      }
      cell.append(Object.assign(document.createElement("span"), { className: "name" }));
      const tell = () => say(at("node"), cell.title);
      cell.addEventListener("pointerenter", tell);
      cell.addEventListener("focus", tell);
      return cell;
    }
    function drawNode(cell, node, planned) {
      dress(cell, "node" + (node.unschedulable ? " cordoned" : "") + (node.ready ? "" : " broken")
        + (planned.has(node.name) ? " planned" : ""));
      ["cpu", "memory"].forEach((kind, i) => {
        const bar = cell.children[i], part = share(node, kind), height = `${Math.round(100 * Math.min(1, part))}%`;
        dress(bar, part > 1 ? "bar over" : "bar");
        if (bar.firstChild.style.height !== height) bar.firstChild.style.height = height;
      });
      say(cell.lastChild, String(node.name));
      const words = nodeWords(node);
      name(cell, "title", words);
      name(cell, "aria-label", words);
    }
    function cluster(state) {
      const nodes = list(state.nodes).slice().sort((a, b) => order.compare(a.name, b.name));
      const more = number(state.moreNodes) ?? 0;
      const steps = state.plan && ["proposed", "running"].includes(state.plan.state) ? list(state.plan.steps) : [];
      const planned = new Set(steps.filter((s) => s.state === "waiting" || s.state === "running").map((s) => s.node));
      const total = (member, kind) => nodes.reduce((sum, node) => sum + (number(node[member]?.[kind]) ?? 0), 0);
      const percent = (kind) => `${Math.round(100 * total("requested", kind) / (total("allocatable", kind) || 1))} %`;
      const cordoned = nodes.filter((n) => n.unschedulable).length, broken = nodes.filter((n) => !n.ready).length;
      say(at("cluster-words"), nodes.length === 0 ? "No nodes are known." : counted(nodes.length + more, "node")
        + (cordoned ? `, ${cordoned} cordoned` : "") + (broken ? `, ${broken} not ready` : "")
        + `; requested: cpu ${percent("cpu")}, memory ${percent("memory")}`
        + (more ? `. Shown are the first ${nodes.length}.` : "."));
      const box = at("cluster"), many = nodes.length > 60;
      dress(box, many ? "many" : "");
      const cell = nodes.length > 200 ? "20px" : many ? "30px" : "84px";
      if (box.style.getPropertyValue("--cell") !== cell) box.style.setProperty("--cell", cell);
      children(box, nodes, makeNode, (element, node) => drawNode(element, node, planned));
    }

    const MARKS = { waiting: "○ waiting", running: "◐ running", done: "● done", abandoned: "✕ abandoned" };
    function plan(state) {
      const it = state.plan;
      if (!it) {
        say(at("plan-words"), "None yet: no pod has waited long enough, or none can be helped.");
        dress(at("plan-words"), "quiet");
        table("plan", []);
        return;
      }
      const values = (numbers) => list(numbers).join(", ");
      const steps = list(it.steps), done = steps.filter((step) => step.state === "done").length;
      const gap = number(it.gap);
      say(at("plan-words"), `Made ${clock(it.made)} UTC, ${it.state}${it.why ? ` (${it.why})` : ""}. `
        + `Status ${it.status}, objective ${values(it.objective) || "none"}`
        + (list(it.bound).length ? `, bound ${values(it.bound)}` : "")
        + (gap ? `, gap ${+(100 * gap).toFixed(1)} %` : "")
        + `. ${steps.length ? `${done} of ${counted(steps.length, "step")} done.` : "No steps."}`);
      dress(at("plan-words"), `state-${word(it.state)}`);
      table("plan", steps.map((step) => [
        [MARKS[step.state] ?? String(step.state), `short state-${word(step.state)}`], [String(step.action), "short"],
        String(step.pod), String(step.node ?? ""), String(step.note ?? ""),
      ]));
    }

    function pending(state, now) {
      const pods = list(state.pending).slice().sort((a, b) => (number(a.since) ?? now) - (number(b.since) ?? now));
      say(at("pending-words"), pods.length === 0 ? "No pod waits for a node."
        : pods.length === 1 ? "1 pod."
        : `${counted(pods.length, "pod")}${pods.length >= 200 ? " or more" : ""}, the oldest first.`);
      table("pending", pods.map((pod) => [
        [String(pod.pod), "", `v1/explain?pod=${encodeURIComponent(pod.pod)}`],
        [number(pod.since) === null ? "" : duration(now - pod.since), "short"],
        String(pod.verdict ?? ""), [String(pod.reason ?? ""), "quiet"],
      ]));
    }

    function history(state) {
      const lines = list(state.history);
      say(at("history-words"), lines.length === 0 ? "Nothing has happened since this replica began." : "");
      table("history", lines.map((line) => [
        [clock(line.time), "short quiet"], [String(line.what), `short what-${word(line.what)}`],
        String(line.words ?? ""),
      ]));
    }

    let answered = null;
    function silence(reason) {
      dress(document.body, "stale");
      const since = answered === null ? "It has not answered yet."
        : `What is below is as of ${answered.toISOString().slice(11, 19)} UTC.`;
      say(at("silence"), `The controller does not answer (${reason}). ${since}`);
      show(at("silence"), true);
    }
    async function look() {
      if (document.hidden) return;
      let state;
      try {
        const answer = await fetch("v1/state", { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
        if (!answer.ok) throw new Error(`status ${answer.status}`);
        state = await answer.json();
        if (state === null || typeof state !== "object") throw new Error("not an object");
      } catch (error) {
        silence({ TimeoutError: "nothing within 6 s", TypeError: "no connection" }[error.name] ?? error.message);
        return;
      }
      answered = new Date();
      show(at("silence"), false);
      dress(document.body, "");
      header(state);
      cluster(state);
      plan(state);
      pending(state, answered / 1000);
      history(state);
    }
    async function watch() {
      await look();
      setTimeout(watch, PERIOD);
    }
    document.addEventListener("visibilitychange", look);
    watch();
    """#
}

/// What the page does: pictures, zoom, hover and filter. No bar has a listener of its own, so that ten thousand of them
/// stay light.
enum PageScript {
  static let text = #"""
    'use strict';
    const byId = id => document.getElementById(id);
    const data = JSON.parse(byId('data').textContent);
    const stage = byId('stage'), tip = byId('tip'), filter = byId('filter'), pick = byId('pick');
    const pictures = new Map();
    const view = { x: 0, y: 0, scale: 1 };
    let shown = null, current = -1, queued = false, over = null;

    /// Takes tooltips out of the picture, so that the browser shows none of its own, and keeps what the filter asks.
    function read(number) {
      const known = pictures.get(number);
      if (known) return known;
      const parsed = new DOMParser().parseFromString(byId('picture' + number).textContent.trim(), 'image/svg+xml');
      const svg = parsed.documentElement;
      const picture = { svg: null, items: [], labels: [], places: new Map(), width: 0, height: 0 };
      if (svg instanceof SVGSVGElement && !parsed.querySelector('parsererror')) {
        picture.svg = svg;
        for (const title of svg.querySelectorAll('title')) {
          const element = title.parentNode;
          element.setAttribute('aria-label', title.textContent);
          title.remove();
          if (element === svg) continue;
          const told = element.dataset;
          const item = { element, text: element.getAttribute('aria-label'), row: told.row, group: told.group };
          item.words = [item.text, told.label, told.row, told.group].join('\n').toLowerCase();
          item.isBar = told.start !== undefined;
          picture.items.push(item);
          picture.places.set(element, item);
        }
        const bars = picture.items.filter(item => item.isBar);
        for (const text of svg.querySelectorAll('text[data-bar]')) {
          picture.labels.push([text, bars[Number(text.dataset.bar)]]);
        }
        picture.width = parseFloat(svg.getAttribute('width')) || 800;
        picture.height = parseFloat(svg.getAttribute('height')) || 600;
        svg.removeAttribute('width');
        svg.removeAttribute('height');
        svg.setAttribute('role', 'img');
      }
      if (pictures.size > 7) pictures.delete(pictures.keys().next().value);
      pictures.set(number, picture);
      return picture;
    }

    function show(number) {
      const last = shown;
      shown = read(number);
      current = number;
      hideTip();
      if (shown.svg) {
        stage.replaceChildren(shown.svg);
      } else {
        const note = document.createElement('p');
        note.textContent = 'There is no picture of this solution.';
        stage.replaceChildren(note);
      }
      if (!last || last.width !== shown.width || last.height !== shown.height) fit();
      queueView();
      listChoices();
      applyFilter();
      tellStep();
    }

    // Zoom and pan: the view box has the shape of the stage, so one scale is enough.
    function fit() {
      const whole = Math.min(stage.clientWidth / shown.width, stage.clientHeight / shown.height);
      const wide = stage.clientWidth / shown.width;
      view.scale = Math.min(whole < wide / 3 ? wide : whole, 2) || 1;
      view.x = Math.min(0, (shown.width - stage.clientWidth / view.scale) / 2);
      view.y = 0;
      queueView();
    }

    function queueView() {
      if (queued) return;
      queued = true;
      requestAnimationFrame(drawView);
    }

    function drawView() {
      queued = false;
      if (!shown.svg || !stage.clientWidth) return;
      const box = [view.x, view.y, stage.clientWidth / view.scale, stage.clientHeight / view.scale];
      shown.svg.setAttribute('viewBox', box.map(number => number.toFixed(3)).join(' '));
    }

    /// The point of the stage, in pixels from its corner, stays where it is.
    function zoom(factor, x = stage.clientWidth / 2, y = stage.clientHeight / 2) {
      const scale = Math.min(Math.max(view.scale * factor, 0.02), 400);
      view.x += x / view.scale - x / scale;
      view.y += y / view.scale - y / scale;
      view.scale = scale;
      hideTip();
      queueView();
    }

    function pan(x, y) {
      const room = 40 / view.scale;
      const wide = stage.clientWidth / view.scale, high = stage.clientHeight / view.scale;
      view.x = Math.min(Math.max(view.x + x / view.scale, room - wide), shown.width - room);
      view.y = Math.min(Math.max(view.y + y / view.scale, room - high), shown.height - room);
      queueView();
    }

    // Hover: from the element under the pointer up to the one that has something to tell.
    function itemAt(element) {
      while (element && element !== stage) {
        const item = shown.places.get(element);
        if (item) return item;
        element = element.parentNode;
      }
      return null;
    }

    function showTip(item, x, y) {
      if (over !== item) {
        hideTip();
        over = item;
        item.element.classList.add('over');
        tip.textContent = item.text.replace(/, /g, '\n');
        tip.hidden = false;
      }
      tip.style.left = Math.max(4, Math.min(x + 14, innerWidth - tip.offsetWidth - 8)) + 'px';
      tip.style.top = Math.max(4, y + 18 + tip.offsetHeight > innerHeight ? y - tip.offsetHeight - 12 : y + 18) + 'px';
    }

    function hideTip() {
      if (over) over.element.classList.remove('over');
      over = null;
      tip.hidden = true;
    }

    // Filter: phrases between commas, each of which must occur; "job 1" is not found in "job 12".
    function test(phrase) {
      const before = /^[0-9]/.test(phrase) ? '(?<![0-9])' : '';
      const after = /[0-9]$/.test(phrase) ? '(?![0-9])' : '';
      return new RegExp(before + phrase.replace(/[.*+?^${}()|[\]\\\/]/g, '\\$&') + after);
    }

    function applyFilter() {
      const phrases = filter.value.toLowerCase().split(',').map(text => text.trim()).filter(text => text);
      const tests = phrases.map(test);
      const [kind, name] = [pick.value.slice(0, 1), pick.value.slice(1)];
      const isFree = !tests.length && !kind;
      const hits = new Set();
      for (const item of shown.items) {
        const isPicked = !kind || (kind === 'r' ? item.row : item.group) === name;
        if (isPicked && tests.every(test => test.test(item.words))) hits.add(item);
      }
      for (const item of shown.items) item.element.classList.toggle('dim', !hits.has(item));
      for (const [text, item] of shown.labels) text.classList.toggle('dim', !hits.has(item));
      byId('found').textContent = isFree ? '' : hits.size + ' of ' + shown.items.length + ' match';
    }

    /// Rows and groups of the picture, to choose one of; the choice stays where the next picture has it too.
    function listChoices() {
      const kept = pick.value;
      const everything = new Option('everything', '');
      pick.replaceChildren(everything);
      for (const [kind, key, label] of [['r', 'row', 'Rows'], ['g', 'group', 'Groups']]) {
        const names = new Set(shown.items.map(item => item[key]).filter(name => name));
        if (names.size < 2) continue;
        const group = document.createElement('optgroup');
        group.label = label;
        const sorted = [...names].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
        group.append(...sorted.map(name => new Option(name, kind + name)));
        pick.append(group);
      }
      pick.value = kept;
      if (pick.selectedIndex < 0) pick.value = '';
      byId('picker').hidden = pick.options.length < 2;
    }
    """#
}

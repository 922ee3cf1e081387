extension PageScript {
  /// The curve of the convergence, the way through the improvements, and all listeners.
  static let steps = #"""
    const slider = byId('slider'), curve = byId('curve'), level = byId('level');
    const frame = { left: 58, right: 322, top: 12, bottom: 176 };
    let dots = [];

    function tellStep() {
      const step = data.steps[current];
      slider.value = current;
      byId('words').textContent = step.words;
      slider.setAttribute('aria-valuetext', step.words);
      byId('previous').disabled = current === 0;
      byId('next').disabled = current === data.steps.length - 1;
      markStep();
    }

    function go(number) {
      const target = Math.min(Math.max(number, 0), data.steps.length - 1);
      if (target !== current) show(target);
    }

    function element(name, attributes, text) {
      const made = document.createElementNS('http://www.w3.org/2000/svg', name);
      for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
      if (text !== undefined) made.textContent = text;
      return made;
    }

    /// Early improvements are many, so times are by their logarithm where they differ by much.
    function timeScale(times) {
      const positive = times.filter(time => time > 0);
      const low = positive.reduce((least, time) => Math.min(least, time), Infinity);
      const high = positive.reduce((most, time) => Math.max(most, time), 0);
      const width = frame.right - frame.left;
      if (high > 50 * low) {
        const place = time => Math.log(Math.max(time, low) / low) / Math.log(high / low);
        return { low, high, isLogarithmic: true, x: time => frame.left + width * place(time) };
      }
      return { low: 0, high, isLogarithmic: false, x: time => frame.left + width * (high ? time / high : 0) };
    }

    function path(points) {
      if (!points.length) return '';
      let text = 'M' + points[0].x + ' ' + points[0].y;
      for (const point of points.slice(1)) text += 'H' + point.x + 'V' + point.y;
      return text + 'H' + frame.right;
    }

    const short = number => Number(number.toPrecision(9)).toLocaleString('en', { maximumSignificantDigits: 9 });

    /// Multiples of 1, 2 or 5 times a power of ten from low to high, at most so many; low alone where there are none.
    function ticks(low, high, most) {
      const span = high - low;
      if (!(span > 0)) return [low];
      let step = 10 ** Math.floor(Math.log10(span / most));
      step *= [1, 2, 5].find(factor => span / (factor * step) <= most) || 10;
      const found = [];
      for (let k = Math.ceil(low / step - 1e-9); k * step <= high + 1e-9 * step; k++) found.push(k * step);
      return found.length ? found : [low];
    }

    /// Of a scale of seconds: powers of ten where that is by logarithms and passes some, or else round numbers.
    function timeTicks(time) {
      if (!time.isLogarithmic) return ticks(time.low, time.high, 5);
      const found = [];
      for (let k = Math.ceil(Math.log10(time.low) - 1e-9); 10 ** k <= time.high * 1.000001; k++) found.push(10 ** k);
      return found.length > 1 ? found : [time.low, time.high];
    }

    function drawCurve() {
      const place = Number(level.value);
      const events = data.history;
      const time = timeScale(events.map(event => event.time));
      const values = events.flatMap(event => [event.objective, event.bound]).filter(levels => levels)
        .map(levels => levels[place]);
      const low = values.reduce((least, value) => Math.min(least, value), Infinity);
      const high = values.reduce((most, value) => Math.max(most, value), -Infinity);
      const span = high - low || 1;
      const y = value => (frame.bottom - 6 - (value - low) / span * (frame.bottom - frame.top - 12)).toFixed(1);
      const points = key => events.filter(event => event[key])
        .map(event => ({ x: time.x(event.time).toFixed(1), y: y(event[key][place]) }));
      curve.replaceChildren(
        element('title', {}, 'Objective and bound over time'),
        element('path', { class: 'axis', d: `M${frame.left} ${frame.top}V${frame.bottom}H${frame.right}` }),
        ...ticks(low, high, 6).flatMap(value => [
          element('path', { class: 'grid', d: `M${frame.left} ${y(value)}H${frame.right}` }),
          element('text', { x: frame.left - 5, y: Number(y(value)) + 4, 'text-anchor': 'end' }, short(value))]),
        ...timeTicks(time).map(value => element(
          'text', { x: time.x(value).toFixed(1), y: frame.bottom + 15, 'text-anchor': 'middle' }, short(value))),
        element('path', { class: 'bound', d: path(points('bound')) }),
        element('path', { class: 'objective', d: path(points('objective')) }));
      const axis = 'seconds' + (time.isLogarithmic ? ', logarithmic' : '');
      const middle = (frame.left + frame.right) / 2;
      curve.append(element('text', { x: middle, y: frame.bottom + 30, 'text-anchor': 'middle' }, axis));
      dots = data.steps.map((step, number) => {
        const event = events[step.event];
        const at = { cx: time.x(event.time).toFixed(1), cy: y(event.objective[place]) };
        const dot = element('circle', { class: 'step', r: 3, 'data-step': number, ...at });
        curve.append(dot);
        return at;
      });
      curve.append(element('circle', { class: 'now', id: 'now', r: 6, cx: 0, cy: 0 }));
      markStep();
    }

    function markStep() {
      const now = byId('now');
      if (!now || current < 0) return;
      now.setAttribute('cx', dots[current].cx);
      now.setAttribute('cy', dots[current].cy);
      now.dataset.step = current;
    }

    function listen() {
      let drag = null;
      stage.addEventListener('wheel', event => {
        event.preventDefault();
        const corner = stage.getBoundingClientRect();
        zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0015)), event.clientX - corner.left,
          event.clientY - corner.top);
      }, { passive: false });
      stage.addEventListener('pointerdown', event => {
        if (event.button !== 0) return;
        drag = { x: event.clientX, y: event.clientY };
        stage.setPointerCapture(event.pointerId);
        stage.classList.add('dragged');
      });
      stage.addEventListener('pointermove', event => {
        if (drag) {
          pan(drag.x - event.clientX, drag.y - event.clientY);
          drag = { x: event.clientX, y: event.clientY };
          return hideTip();
        }
        const item = itemAt(event.target);
        if (item) showTip(item, event.clientX, event.clientY); else hideTip();
      });
      for (const name of ['pointerup', 'pointercancel']) {
        stage.addEventListener(name, () => { drag = null; stage.classList.remove('dragged'); });
      }
      stage.addEventListener('pointerleave', hideTip);
      stage.addEventListener('dblclick', fit);
      addEventListener('resize', queueView);
      byId('closer').addEventListener('click', () => zoom(1.4));
      byId('farther').addEventListener('click', () => zoom(1 / 1.4));
      byId('whole').addEventListener('click', fit);
      byId('previous').addEventListener('click', () => go(current - 1));
      byId('next').addEventListener('click', () => go(current + 1));
      slider.addEventListener('input', () => go(Number(slider.value)));
      filter.addEventListener('input', applyFilter);
      pick.addEventListener('change', applyFilter);
      level.addEventListener('change', drawCurve);
      curve.addEventListener('click', event => {
        const step = event.target.dataset && event.target.dataset.step;
        if (step !== undefined) go(Number(step));
      });
      document.addEventListener('keydown', press);
    }

    const keys = {
      '+': () => zoom(1.4), '=': () => zoom(1.4), '-': () => zoom(1 / 1.4), '0': fit, '/': () => filter.focus(),
      ArrowLeft: () => go(current - 1), ArrowRight: () => go(current + 1), Home: () => go(0),
      End: () => go(data.steps.length - 1), 'Shift+ArrowLeft': () => pan(-60, 0),
      'Shift+ArrowRight': () => pan(60, 0), 'Shift+ArrowUp': () => pan(0, -60), 'Shift+ArrowDown': () => pan(0, 60),
      Escape: () => { filter.value = ''; pick.value = ''; applyFilter(); },
    };

    function press(event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const isTyping = event.target === filter || event.target === pick || event.target === level;
      if (isTyping && event.key !== 'Escape') return;
      if (event.target === slider && !event.shiftKey && /^(Arrow|Home|End)/.test(event.key)) return;
      const isMove = event.shiftKey && event.key.startsWith('Arrow');
      const action = keys[(isMove ? 'Shift+' : '') + event.key];
      if (!action) return;
      event.preventDefault();
      action();
    }

    function begin() {
      slider.max = data.steps.length - 1;
      byId('walk').hidden = data.steps.length < 2;
      byId('convergence').hidden = !data.history.length;
      const levels = data.history.length ? data.levels : 0;
      for (let number = 0; number < levels; number += 1) level.append(new Option('level ' + (number + 1), number));
      level.value = data.shownLevel;
      byId('leveller').hidden = levels < 2;
      listen();
      if (data.history.length) drawCurve();
      show(data.steps.length - 1);
      if (location.hash === '#selftest') selfTest();
    }
    """#
}

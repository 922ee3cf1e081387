extension PageScript {
  /// Run where the address ends in #selftest: tries what the page can do and writes the outcome into the page.
  static let selfTest = #"""
    function selfTest() {
      const faults = [];
      const expect = (isTrue, text) => { if (!isTrue) faults.push(text); };
      const boxWidth = () => { drawView(); return Number(shown.svg.getAttribute('viewBox').split(' ')[2]); };
      const dimmed = () => stage.querySelectorAll('.dim').length;
      const key = (name, options) =>
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, ...options }));
      try {
        const last = data.steps.length - 1;
        expect(current === last, 'the last improvement is shown first');
        if (shown.svg) {
          const whole = boxWidth();
          byId('closer').click();
          expect(boxWidth() < whole, 'the button zooms in');
          key('-');
          expect(Math.abs(boxWidth() - whole) < 0.01 * whole, 'the key zooms out again');
          stage.dispatchEvent(new WheelEvent('wheel', { deltaY: -300, clientX: 300, clientY: 200, cancelable: true }));
          expect(boxWidth() < whole, 'the wheel zooms in');
          key('ArrowRight', { shiftKey: true });
          const left = view.x;
          key('ArrowLeft', { shiftKey: true });
          expect(view.x < left, 'the keys pan');
          byId('whole').click();
          expect(Math.abs(boxWidth() - whole) < 0.01 * whole, 'everything fits again');
        }
        const items = shown.items;
        if (items.length) {
          const first = items[0];
          first.element.dispatchEvent(new PointerEvent('pointermove', { bubbles: true, clientX: 9, clientY: 9 }));
          expect(!tip.hidden && tip.textContent === first.text.replace(/, /g, '\n'), 'a bar tells what it is');
          expect(first.element.classList.contains('over'), 'the bar under the pointer is marked');
          stage.dispatchEvent(new PointerEvent('pointerleave'));
          expect(tip.hidden, 'the tooltip goes');
          filter.value = 'nothing is called so';
          filter.dispatchEvent(new Event('input'));
          expect(items.every(item => item.element.classList.contains('dim')), 'what does not match is dimmed');
          key('Escape');
          expect(dimmed() === 0, 'without a filter nothing is dimmed');
          filter.value = first.text.split(',')[0];
          filter.dispatchEvent(new Event('input'));
          expect(!first.element.classList.contains('dim'), 'what matches is not dimmed');
          key('Escape');
        }
        const choice = [...pick.options].find(option => option.value);
        if (choice) {
          pick.value = choice.value;
          pick.dispatchEvent(new Event('change'));
          const isRow = choice.value[0] === 'r';
          const isOf = item => (isRow ? item.row : item.group) === choice.value.slice(1);
          expect(items.every(item => item.element.classList.contains('dim') !== isOf(item)), 'a choice shows its bars');
          key('Escape');
        }
        expect(ticks(930, 1191, 6).join() === '950,1000,1050,1100,1150', 'ticks are round');
        expect(ticks(0, 0.7, 6).map(short).join() === '0,0.2,0.4,0.6', 'ticks are short');
        expect(ticks(7, 7, 6).join() === '7', 'one value has one tick');
        key('Home');
        expect(current === 0, 'the first improvement');
        if (last > 0) {
          key('ArrowRight');
          expect(current === 1 && Number(slider.value) === 1, 'the arrow key goes on');
          expect(byId('now').dataset.step === '1', 'the curve marks where it is');
          slider.value = last;
          slider.dispatchEvent(new Event('input'));
          expect(current === last, 'the slider goes to the last improvement');
          byId('previous').click();
          expect(current === last - 1, 'the button goes back');
          curve.querySelector('[data-step="' + last + '"]').dispatchEvent(new MouseEvent('click', { bubbles: true }));
          expect(current === last, 'the curve leads to an improvement');
        }
        expect(byId('words').textContent === data.steps[current].words, 'the improvement is told in words');
      } catch (error) {
        faults.push('error: ' + error);
      }
      const outcome = document.createElement('pre');
      outcome.id = 'selftest';
      outcome.textContent = (faults.length ? 'FAILED: ' + faults.join('; ') : 'PASSED') + '; ' + shown.items.length
        + ' items, ' + shown.items.filter(item => item.isBar).length + ' bars, ' + data.steps.length + ' steps';
      document.body.append(outcome);
    }
    """#
}

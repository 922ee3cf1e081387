"""Curves of ratios in panels, as SVG."""

from html import escape

COLOURS = ("#1f77b4", "#d95f02", "#7b3fa0", "#8c8c8c", "#1b9e5a")
WIDTH, HEIGHT, GAP, COLUMNS = 250, 190, 60, 4


class Panel:
    """A curve for each name, whose points stand at equal distances."""

    def __init__(self, title, xs, curves):
        self.title, self.xs, self.curves = title, xs, curves


def ticks(top):
    """Round numbers from 1 on that reach `top`."""
    step = next(step for step in (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 1e9) if (top - 1) / step <= 5)
    values = [1.0]
    while values[-1] < top - 1e-9:
        values.append(values[-1] + step)
    return values


def svg(panels, title):
    names = list(panels[0].curves)
    rows = -(-len(panels) // COLUMNS)
    width, height = GAP + COLUMNS * (WIDTH + GAP), 80 + rows * (HEIGHT + GAP) + 10
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12">',
        f"<title>{escape(title)}</title>", f'<rect width="{width}" height="{height}" fill="#fff"/>',
        f'<text x="{GAP}" y="24" font-size="16">{escape(title)}</text>',
    ]
    for number, name in enumerate(names):
        x = GAP + 150 * number
        parts.append(f'<path d="M{x} 44h24" stroke="{COLOURS[number]}" stroke-width="2.5"/>')
        parts.append(f'<text x="{x + 30}" y="48">{escape(name)}</text>')
    for number, panel in enumerate(panels):
        left = GAP + number % COLUMNS * (WIDTH + GAP)
        parts += drawn(panel, left, 90 + number // COLUMNS * (HEIGHT + GAP))
    return "\n".join(parts + ["</svg>", ""])


def drawn(panel, left, top):
    marks = ticks(max(max(curve) for curve in panel.curves.values()))
    high = max(marks[-1], 1.1)

    def x(index):
        return left + WIDTH * (index + 0.5) / len(panel.xs)

    def y(value):
        return top + HEIGHT * (high - value) / (high - 1)

    parts = [f'<text x="{left}" y="{top - 8}" font-weight="bold">{escape(panel.title)}</text>']
    for mark in marks:
        parts.append(f'<path d="M{left} {y(mark):.1f}h{WIDTH}" stroke="#e2e4e8"/>')
        parts.append(f'<text x="{left - 6}" y="{y(mark) + 4:.1f}" text-anchor="end" fill="#5a6068">{mark:g}</text>')
    for index, value in enumerate(panel.xs):
        parts.append(f'<text x="{x(index):.1f}" y="{top + HEIGHT + 16}" text-anchor="middle">{value:g}</text>')
    for number, (name, curve) in enumerate(panel.curves.items()):
        points = " ".join(f"{x(i):.1f},{y(value):.1f}" for i, value in enumerate(curve))
        parts.append(
            f'<polyline points="{points}" fill="none" stroke="{COLOURS[number]}" stroke-width="2">'
            f"<title>{escape(name)}</title></polyline>")
        for i, value in enumerate(curve):
            parts.append(
                f'<circle cx="{x(i):.1f}" cy="{y(value):.1f}" r="3" fill="{COLOURS[number]}">'
                f"<title>{escape(name)} {value:.3f}</title></circle>")
    return parts

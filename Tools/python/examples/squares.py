"""Squares lie side by side in a strip 5 wide, which is to be as short as possible: 4.

In Swift: "Rectangles" in the Cookbook of the articles on Modeling.
"""

import dovetail as dt

WIDTH = 5
SIDES = [3, 2, 2, 1]

m = dt.Model("squares in a strip")
across = [m.interval(side, start=(0, WIDTH - side)) for side in SIDES]
along = [m.interval(side, start=(0, 9)) for side in SIDES]
m.no_overlap_2d(across, along)
height = m.maximum([square.end for square in along])
m.minimize(height)

result = m.solve(time_limit=20)
print(result.status, result[height])
picture = [["."] * WIDTH for _ in range(result[height])]
for x, y, name in zip(across, along, "ABCD"):
    for row in range(result[y.start], result[y.end]):
        for column in range(result[x.start], result[x.end]):
            picture[row][column] = name
print("\n".join("".join(row) for row in picture))

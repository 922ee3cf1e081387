"""A round trip visits six places on a grid; it is 6 miles long.

In Swift: "A tour" in the Cookbook of the articles on Modeling.
"""

import dovetail as dt

m = dt.Model("tour")
# Six places on a grid of two by three, a mile apart.
places = [(0, 0), (1, 0), (2, 0), (0, 1), (1, 1), (2, 1)]
miles = [[abs(a[0] - b[0]) + abs(a[1] - b[1]) for b in places] for a in places]
after = m.integers(len(places), 0, 5, "after place")
m.circuit(after)
length = dt.sum(m.element(row, place) for row, place in zip(miles, after))
m.minimize(length)

result = m.solve(time_limit=20)
print(result.status, result[length])
place, trip = 0, [0]
while (place := result[after[place]]) != 0:
    trip.append(place)
print(trip)

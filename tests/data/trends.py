# Writes trends.json: series and what scipy says about them. Run with python3-scipy; the result is kept in the repository.
#   slope, low, high   scipy.stats.theilslopes, method "joint", 95 %
#   middle             its intercept
#   rSquared           scipy.stats.pearsonr, squared
#   pValue             Mann-Kendall with correction for ties and continuity, after R. O. Gilbert, Statistical Methods
#                      for Environmental Pollution Monitoring (1987), section 16.4, with scipy.stats.norm
import json
import random
from collections import Counter

from scipy import stats


def mann_kendall(values):
    n = len(values)
    s = sum((values[j] > values[i]) - (values[j] < values[i]) for i in range(n) for j in range(i + 1, n))
    ties = sum(t * (t - 1) * (2 * t + 5) for t in Counter(values).values())
    variance = (n * (n - 1) * (2 * n + 5) - ties) / 18
    if s == 0 or variance == 0:
        return 1.0
    z = (s - 1 if s > 0 else s + 1) / variance**0.5
    return float(2 * stats.norm.sf(abs(z)))


def describe(name, times, values):
    slope, middle, low, high = stats.theilslopes(values, times, 0.95, method="joint")
    r = stats.pearsonr(times, values)[0] if len(set(values)) > 1 else 0
    return {"name": name, "times": times, "values": values, "slope": slope, "middle": middle, "low": low, "high": high,
            "rSquared": r * r, "pValue": mann_kendall(values)}


random.seed(20)
series = []
for n in (3, 4, 5, 8, 9, 20, 50, 100):
    even = [float(i) for i in range(n)]
    uneven = [0.0]
    for _ in range(n - 1):
        uneven.append(uneven[-1] + random.choice([0.5, 1.0, 7.25]))
    series.append(describe(f"{n} rising, little noise", even, [1000 + 3 * t + round(random.gauss(0, 1), 3) for t in even]))
    series.append(describe(f"{n} without trend", uneven, [round(random.gauss(50, 9), 3) for _ in uneven]))
    series.append(describe(f"{n} with ties", uneven, [float(random.randrange(4)) for _ in uneven]))
    series.append(describe(f"{n} with outliers", even, [t + (500 if i % 5 == 2 else 0) for i, t in enumerate(even)]))
with open("trends.json", "w") as out:
    out.write('{"series": [\n' + ",\n".join(json.dumps(s) for s in series) + "\n]}\n")

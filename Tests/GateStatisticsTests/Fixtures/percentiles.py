"""Writes percentiles.json beside this file: bounds of percentiles by launch, by SciPy, that the Swift code is held to.

Run with: python3 percentiles.py   (SciPy 1.17.1 wrote the committed file)
"""

import json
import math
import pathlib

import numpy
from scipy import stats

CONFIDENCE = 0.95
LEAST = 16

generator = numpy.random.default_rng(16)


def variance_ratio(groups):
    """F of a one-way analysis of variance; 1 where nothing varies."""
    if len({value for group in groups for value in group}) == 1:
        return 1.0
    within = sum(((group - group.mean()) ** 2).sum() for group in groups)
    if within < 1e-12:
        return math.inf
    return float(stats.f_oneway(*groups).statistic)


def share(ratio, groups):
    """The intraclass correlation of a variance ratio."""
    n = sum(map(len, groups))
    n0 = (n - sum(len(group) ** 2 for group in groups) / n) / (len(groups) - 1)
    return 1.0 if math.isinf(ratio) else min(1.0, max(0.0, (ratio - 1) / (ratio - 1 + n0)))


def usual(groups):
    return stats.f.ppf(0.1, len(groups) - 1, sum(map(len, groups)) - len(groups))


def tail(of_ranks, percent):
    """The correlation of two indicators of the tail of a bivariate normal distribution."""
    rho = 2 * math.sin(math.pi / 6 * of_ranks)
    p = percent / 100
    if rho <= 0:
        return 0.0
    c = stats.norm.ppf(p)
    joint = stats.multivariate_normal.cdf([c, c], cov=[[1, rho], [rho, 1]]) if rho < 1 else p
    return float((joint - p * p) / (p * (1 - p)))


def independent(correlation, groups, percent, above):
    n = sum(map(len, groups))
    typical = sum(len(group) ** 2 for group in groups) / n
    launches = n / max(map(len, groups))
    least = round(launches)
    if typical <= 1:
        return least
    factor = (stats.norm.ppf(CONFIDENCE) / stats.t.ppf(CONFIDENCE, launches - 1)) ** 2
    known = n / (1 + (typical - 1) * correlation) * factor
    p = percent / 100
    if least < LEAST:
        known = min(known, least * max(1, (1 - p) / p if above else p / (1 - p)))
    return max(least, int(known + 1e-9))


def rank(count, percent, above):
    q = percent / 100
    ranks = range(1, count + 1)
    if above:
        return next((k for k in ranks if stats.binom.cdf(k - 1, count, q) >= CONFIDENCE), None)
    return next((k for k in reversed(ranks) if stats.binom.sf(k - 1, count, q) >= CONFIDENCE), None)


def bound(groups, percent, above):
    values = numpy.sort(numpy.concatenate(groups))
    n = len(values)

    def place(count):
        found = rank(count, percent, above)
        if found is None:
            return None
        middle = (found - 0.5) * n / count + 0.5
        middle = math.ceil(middle - 1e-9) if above else math.floor(middle + 1e-9)
        return min(max(1, middle), n)

    order = stats.rankdata(numpy.concatenate(groups))
    cuts = numpy.cumsum([len(group) for group in groups])[:-1]
    of_ranks = variance_ratio(numpy.split(order, cuts))
    at = values[math.ceil(round(percent * n / 100, 9)) - 1]
    near = variance_ratio([(group <= at).astype(float) for group in groups])
    highest = max(
        tail(share(of_ranks / usual(groups), groups), percent),
        share(near / usual(groups), groups))
    first = independent(highest, groups, percent, above)
    there = values[(place(first) or (n if above else 1)) - 1]
    indicators = [(group < there if above else group <= there).astype(float) for group in groups]
    second = min(
        first,
        independent(
            share(variance_ratio(indicators) / usual(groups), groups), groups, percent, above))
    end = place(second)
    return {"samples": second, "value": None if end is None else float(values[end - 1])}


ratios = [
    {"above": a, "below": b, "p": p, "quantile": float(stats.f.ppf(p, a, b))}
    for a, b in ((1, 3), (5, 594), (15, 944), (31, 4000))
    for p in (0.05, 0.1, 0.5)
]
tails = [
    {"ranks": r, "percent": percent, "correlation": tail(r, percent)}
    for r in (0, 0.05, 0.3, 0.6, 0.95)
    for percent in (1, 50, 90, 99, 99.9)
]
bounds = []
for sizes, correlation in (
    ([60] * 6, 0.1), ([60] * 16, 0), ([60] * 16, 0.3), ([25] * 40, 0.05), ([10, 20, 30, 40] * 6, 0.5),
    ([1] * 70, 0), ([2, 3], 0), ([8] * 20, 0.9),
):
    groups = []
    for size in sizes:
        shift = math.sqrt(correlation) * generator.standard_normal()
        noise = math.sqrt(1 - correlation) * generator.standard_normal(size)
        # One decimal, so that there are ties.
        groups.append(numpy.round(10 * (shift + noise), 1))
    for percent in (10, 50, 90, 99):
        bounds.append(
            {
                "percent": percent,
                "launches": [group.tolist() for group in groups],
                "high": bound(groups, percent, True),
                "low": bound(groups, percent, False),
            })

path = pathlib.Path(__file__).with_name("percentiles.json")
path.write_text(json.dumps({"ratios": ratios, "tails": tails, "bounds": bounds}) + "\n")
